#include "auditor/store/write_file.h"

#include "auditor/store/file_stream.h"
#include "auditor/store/temporary.h"

#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace patrol {
namespace {

namespace fs = std::filesystem;

Error failure(const std::string& path, int code) {
  return {Error::Kind::file, path, "can not be written: " + std::generic_category().message(code)};
}

/// Where the bytes really go.
struct Target {
  std::string path;          ///< behind symbolic links
  bool is_in_place = false;  ///< a device or pipe: renaming a file over it would destroy it
};

Result<Target> find_target(const std::string& path) {
  struct stat about {};
  if (::stat(path.c_str(), &about) != 0) {
    if (errno != ENOENT) return failure(path, errno);
    std::error_code problem;
    if (fs::is_symlink(fs::symlink_status(path, problem))) {
      return Error{Error::Kind::file, path, "is a link that leads nowhere: remove it"};
    }
    const std::string folder = fs::path(path).parent_path().string();
    if (!folder.empty() && !fs::is_directory(folder, problem)) {
      return Error{Error::Kind::file, path, "the folder `" + folder + "` is not there: make it first"};
    }
    if (path.empty() || path.ends_with('/')) {
      return Error{Error::Kind::file, path, "the name of a file is needed"};
    }
    return Target{.path = path};
  }
  if (S_ISDIR(about.st_mode)) return Error{Error::Kind::file, path, "is a folder: give a file in it"};
  // Renaming needs no right on the file itself, but whoever made it read-only does not want it replaced.
  if (::access(path.c_str(), W_OK) != 0) return failure(path, errno);
  if (!S_ISREG(about.st_mode)) return Target{.path = path, .is_in_place = true};
  std::error_code problem;
  const fs::path real = fs::canonical(path, problem);
  if (problem) return failure(path, problem.value());
  return Target{.path = real.string()};
}

using Write = std::function<void(std::ostream&)>;

/// Zero where all is written and the file is closed, else the system's error.
int write_and_close(FileDescriptor& file, const Write& write, bool to_disk) {
  FileStream out(file.get());
  write(out.stream());
  if (const int problem = out.finish(); problem != 0) return problem;
  if (to_disk && ::fsync(file.get()) != 0) return errno;
  return file.close() ? 0 : errno;
}

Result<Done> write_in_place(const std::string& path, const Write& write) {
  FileDescriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
  if (!file.is_open()) return failure(path, errno);
  if (const int problem = write_and_close(file, write, false); problem != 0) return failure(path, problem);
  return Done{};
}

/// So that the new name, too, outlives a loss of power. Some file systems can not do it, which harms nothing.
void sync_folder_of(const std::string& path) {
  const std::string folder = fs::path(path).parent_path().string();
  const FileDescriptor open_folder(
      ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (open_folder.is_open()) ::fsync(open_folder.get());
}

}  // namespace

Result<Done> write_file(const std::string& path, std::string_view bytes, Access access) {
  return write_file(
      path, [&](std::ostream& out) { out << bytes; }, access);
}

Result<Done> write_file(const std::string& path, const Write& write, Access access) {
  Result<Target> target = find_target(path);
  if (!target) return std::move(target).error();
  const std::string& real = target.value().path;
  if (target.value().is_in_place) return write_in_place(real, write);

  Result<Temporary> temporary = Temporary::beside(real, access == Access::owner_only ? 0600 : 0666);
  if (!temporary) return Error{temporary.error().kind, path, temporary.error().what};
  const int problem = write_and_close(temporary.value().file(), write, true);
  if (problem != 0) return failure(path, problem);
  if (!temporary.value().rename_to(real)) return failure(path, errno);
  sync_folder_of(real);
  return Done{};
}

Result<Done> probe_writable(const std::string& path) {
  Result<Target> target = find_target(path);
  if (!target) return std::move(target).error();
  if (target.value().is_in_place) return Done{};
  Result<Temporary> temporary = Temporary::beside(target.value().path, 0600);
  if (!temporary) return Error{temporary.error().kind, path, temporary.error().what};
  return Done{};
}

}  // namespace patrol
