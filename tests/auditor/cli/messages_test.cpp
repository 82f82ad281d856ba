#include "auditor/cli/messages.h"

#include "tests/auditor/store/scratch_folder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fcntl.h>
#include <unistd.h>

namespace patrol::cli {
namespace {

/// What is written to a file that is no terminal.
template <class Say>
std::string said(Say say) {
  const ScratchFolder folder;
  const std::string path = folder / "said";
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT, 0600);
  Messages messages(file);
  say(messages);
  ::close(file);
  return bytes_of(path);
}

TEST(Messages, AreALineEach) {
  EXPECT_EQ(said([](Messages& messages) {
              messages.say("interrupted");
              messages.phase("collecting");
              messages.live("half of it");
              messages.end_live();
            }),
            "patrol: interrupted\npatrol: collecting\n");
}

TEST(Messages, TellErrorsWithTheirPlaceFirst) {
  const std::vector<Error> errors{{Error::Kind::policy, "a.yaml:1:2", "unknown key"},
                                  {Error::Kind::usage, "", "a command is needed"}};
  EXPECT_EQ(said([&](Messages& messages) { messages.tell(errors); }),
            "a.yaml:1:2: unknown key\npatrol: a command is needed\n");
}

TEST(Messages, KeepQuietButForWhatMatters) {
  EXPECT_EQ(said([](Messages& messages) {
              messages.set_quiet(true);
              messages.phase("collecting");
              messages.say("interrupted");
            }),
            "patrol: interrupted\n");
}

TEST(Messages, ShowNoTokenAndSendNoCommand) {
  const std::string token = std::string(76, 'a') + "AZDO" + std::string(4, 'b');
  EXPECT_EQ(said([&](Messages& messages) { messages.say("used " + token); }), "patrol: used ***\n");
  const std::string text = said([](Messages& messages) { messages.say("a\nb\x1b[31m##vso[task.complete]"); });
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_EQ(text.find("##vso["), std::string::npos);
  EXPECT_EQ(std::ranges::count(text, '\n'), 1);
}

}  // namespace
}  // namespace patrol::cli
