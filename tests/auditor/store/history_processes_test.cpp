#include "auditor/store/history.h"
#include "tests/auditor/store/scratch_folder.h"
#include "tests/auditor/store/small_audit.h"

#include <gtest/gtest.h>

#include <array>
#include <csignal>
#include <random>
#include <sys/wait.h>
#include <unistd.h>

namespace patrol {
namespace {

constexpr std::size_t findings_of_an_audit = 50;

Audit numbered_audit(std::size_t number) {
  std::vector<Told> told;
  for (std::size_t i = 0; i < findings_of_an_audit; ++i) {
    told.push_back(
        {"flow", "rule-" + std::to_string(i), (i + number) % 3 == 0 ? Verdict::fail : Verdict::pass});
  }
  return audit_at("2026-11-01", told);
}

/// A process that appends, and sends a byte for each audit that it was told to be there.
class Writer {
 public:
  Writer(const std::string& path, std::size_t audits) {
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0) throw std::runtime_error("no pipe");
    id_ = ::fork();
    if (id_ == 0) {
      for (std::size_t i = 0; i < audits; ++i) {
        // Opened each time, as each run of patrol does.
        auto history = open_history(path, Opening::existing_or_new);
        if (!history || !history.value()->append(numbered_audit(i), "")) ::_exit(1);
        if (::write(ends[1], "x", 1) != 1) ::_exit(2);
      }
      ::_exit(0);
    }
    ::close(ends[1]);
    told_ = ends[0];
  }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  ~Writer() {
    if (id_ > 0) kill();
    ::close(told_);
  }

  bool wait_for_one() {
    char byte = 0;
    return ::read(told_, &byte, 1) == 1;
  }
  /// Ends it at once; how many more it had appended.
  std::size_t kill() {
    ::kill(id_, SIGKILL);
    ::waitpid(std::exchange(id_, -1), nullptr, 0);
    std::size_t more = 0;
    while (wait_for_one()) ++more;
    return more;
  }
  int wait() {
    int status = 0;
    ::waitpid(std::exchange(id_, -1), &status, 0);
    return status;
  }

 private:
  pid_t id_ = -1;
  int told_ = -1;
};

/// The audits, each of which must be whole.
std::size_t whole_audits(const std::string& path) {
  // As the next run of patrol would, which finds an empty file where one was killed while it made it.
  const auto history = open_history(path, Opening::existing_or_new);
  EXPECT_TRUE(history) << history.error().what;
  if (!history) return 0;
  const auto audits = history.value()->list();
  EXPECT_TRUE(audits);
  for (const PastAudit& audit : audits.value()) {
    EXPECT_EQ(history.value()->findings(audit.id).value().size(), findings_of_an_audit);
    EXPECT_EQ(audit.numbers.pass + audit.numbers.fail, findings_of_an_audit);
    EXPECT_EQ(audit.numbers.integrations, 1U);
  }
  return audits.value().size();
}

TEST(HistoryOfAKilledProcess, HoldsAllThatWasCommittedAndNothingHalf) {
  const ScratchFolder folder;
  std::mt19937 random(7);
  std::size_t committed = 0;
  for (int round = 0; round < 40; ++round) {
    Writer writer(folder / "h.db", 1000);
    for (auto wait_for = random() % 3; wait_for > 0 && writer.wait_for_one(); --wait_for) ++committed;
    // Somewhere in the next append, or in the making of the file.
    for (volatile auto spin = random() % 3'000'000; spin > 0;) spin = spin - 1;
    committed += writer.kill();
    if (!std::filesystem::exists(folder / "h.db")) continue;
    const std::size_t found = whole_audits(folder / "h.db");
    EXPECT_GE(found, committed);
    EXPECT_LE(found, committed + 1) << "what was committed and could not be told any more";
    committed = found;
  }
  EXPECT_GT(committed, 20U);
}

TEST(HistoryOfManyProcesses, HoldsTheAuditsOfAll) {
  const ScratchFolder folder;
  constexpr std::size_t each = 12;
  {
    std::vector<std::unique_ptr<Writer>> writers;
    for (int i = 0; i < 4; ++i) writers.push_back(std::make_unique<Writer>(folder / "h.db", each));
    for (const auto& writer : writers) EXPECT_EQ(writer->wait(), 0);
  }
  EXPECT_EQ(whole_audits(folder / "h.db"), 4 * each);
}

TEST(HistoryOfManyProcesses, IsMadeOnceWhereAllBeginAtOnce) {
  for (int round = 0; round < 10; ++round) {
    const ScratchFolder folder;
    std::vector<std::unique_ptr<Writer>> writers;
    for (int i = 0; i < 4; ++i) writers.push_back(std::make_unique<Writer>(folder / "h.db", 1));
    for (const auto& writer : writers) EXPECT_EQ(writer->wait(), 0);
    EXPECT_EQ(whole_audits(folder / "h.db"), 4U);
  }
}

}  // namespace
}  // namespace patrol
