#pragma once

#include "auditor/model/result.h"

#include <functional>
#include <ostream>
#include <string>
#include <string_view>

namespace patrol {

/// Who may read a file that is written.
enum class Access {
  as_usual,   ///< what the umask of the process allows
  owner_only  ///< mode 0600: snapshots tell who may do what in an organization
};

/// Writes the file whole or not at all: under a temporary name, to the disk, then renamed. What stands behind
/// a symbolic link is replaced, not the link; devices and pipes are written to as they are.
Result<Done> write_file(const std::string& path, std::string_view bytes, Access access = Access::as_usual);

/// The same with what `write` sends to the stream, of which no more than a buffer is ever in memory.
Result<Done> write_file(const std::string& path, const std::function<void(std::ostream&)>& write,
                        Access access = Access::as_usual);

/// Whether `write_file` would succeed now, found out without changing anything that is there.
Result<Done> probe_writable(const std::string& path);

}  // namespace patrol
