#include "auditor/store/read_file.h"

#include "auditor/store/file_descriptor.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace patrol {
namespace {

Error failure(const std::string& path, int code) {
  return {Error::Kind::file, path, "can not be read: " + std::generic_category().message(code)};
}

}  // namespace

Result<std::string> read_file(const std::string& path, std::size_t most_bytes) {
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.is_open()) return failure(path, errno);
  struct stat about {};
  if (::fstat(file.get(), &about) != 0) return failure(path, errno);
  if (S_ISDIR(about.st_mode)) return Error{Error::Kind::file, path, "is a folder, a file is needed"};

  std::string bytes;
  // The size is a hint only: pipes have none, and a file may grow while it is read.
  std::size_t room =
      std::min(std::max<std::size_t>(static_cast<std::size_t>(about.st_size) + 1, 4096), most_bytes + 1);
  std::size_t used = 0;
  while (true) {
    bytes.resize(std::max(room, bytes.size()));
    const ssize_t got = ::read(file.get(), bytes.data() + used, bytes.size() - used);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return failure(path, errno);
    if (got == 0) break;
    used += static_cast<std::size_t>(got);
    if (used > most_bytes) {
      return Error{Error::Kind::file, path, "is larger than " + std::to_string(most_bytes) + " bytes"};
    }
    if (used == bytes.size()) room = std::min(bytes.size() * 2, most_bytes + 1);
  }
  bytes.resize(used);
  return bytes;
}

}  // namespace patrol
