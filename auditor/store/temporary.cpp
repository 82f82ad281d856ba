#include "auditor/store/temporary.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <climits>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <sys/random.h>
#include <system_error>
#include <unistd.h>

namespace patrol {
namespace {

/// A name that has to go if the program is interrupted. Fixed memory, because a signal handler can take no
/// lock and no allocation.
struct Slot {
  enum State : int { free, filling, live };
  std::atomic<int> state = free;
  std::array<char, PATH_MAX> name{};
};
static_assert(std::atomic<int>::is_always_lock_free, "a signal handler reads it");

/// One per file that is written at the same time; patrol writes one after another.
std::array<Slot, 8> slots;

/// The place of the name in the registry, or the number of slots where it does not fit.
std::size_t remember(const std::string& name) {
  if (name.size() >= PATH_MAX) return slots.size();
  for (std::size_t i = 0; i < slots.size(); ++i) {
    int expected = Slot::free;
    if (!slots[i].state.compare_exchange_strong(expected, Slot::filling)) continue;
    std::memcpy(slots[i].name.data(), name.c_str(), name.size() + 1);
    slots[i].state = Slot::live;
    return i;
  }
  return slots.size();
}

void forget(std::size_t slot) {
  if (slot < slots.size()) slots[slot].state = Slot::free;
}

/// `folder/.report.html.9f2c4a6bb1d04e77.tmp`: hidden, and so random that nobody else's file is meant.
Result<std::string> temporary_name(const std::string& path) {
  std::uint64_t random = 0;
  if (::getrandom(&random, sizeof random, 0) != sizeof random) {
    return Error{Error::Kind::file, path, "no random name for a temporary file can be had"};
  }
  std::array<char, 24> suffix{};
  std::snprintf(suffix.data(), suffix.size(), ".%016llx.tmp", static_cast<unsigned long long>(random));
  const std::size_t name_start = path.rfind('/') == std::string::npos ? 0 : path.rfind('/') + 1;
  constexpr std::size_t longest = NAME_MAX - 32;
  return path.substr(0, name_start) + "." + path.substr(name_start, longest) + suffix.data();
}

}  // namespace

Result<Temporary> Temporary::beside(const std::string& path, mode_t mode) {
  Result<std::string> name = temporary_name(path);
  if (!name) return std::move(name).error();
  // Remembered before it exists: an interrupt in between then finds nothing to remove, rather than nothing
  // that it knows of.
  const std::size_t slot = remember(name.value());
  if (slot == slots.size()) {
    return Error{Error::Kind::file, path, "the path is too long, or too many files are being written"};
  }
  FileDescriptor file(
      ::open(name.value().c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode));
  if (!file.is_open()) {
    const int code = errno;
    forget(slot);
    return Error{Error::Kind::file, path, "can not be written: " + std::generic_category().message(code)};
  }
  return Temporary(std::move(name).value(), slot, std::move(file));
}

Temporary::Temporary(std::string name, std::size_t slot, FileDescriptor file)
    : name_(std::move(name)), slot_(slot), file_(std::move(file)) {}

Temporary::Temporary(Temporary&& other) noexcept
    : name_(std::exchange(other.name_, {})),
      slot_(std::exchange(other.slot_, slots.size())),
      file_(std::move(other.file_)) {}

Temporary::~Temporary() {
  if (slot_ == slots.size()) return;
  ::unlink(name_.c_str());
  forget(slot_);
}

bool Temporary::rename_to(const std::string& path) {
  if (::rename(name_.c_str(), path.c_str()) != 0) return false;
  forget(std::exchange(slot_, slots.size()));
  return true;
}

void remove_temporaries() noexcept {
  for (const Slot& slot : slots) {
    if (slot.state == Slot::live) ::unlink(slot.name.data());
  }
}

}  // namespace patrol
