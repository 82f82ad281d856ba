#pragma once

#include "auditor/model/result.h"
#include "auditor/store/history.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>

#include <memory>
#include <string>
#include <type_traits>

namespace patrol {

/// What went wrong with a database, in words for its user. Nothing of its content is quoted.
Error database_error(const std::string& path, const SQLite::Exception& problem);

/// What the work gives, a Result, or the library's exception as its error.
template <class Work>
std::invoke_result_t<Work> guarded(const std::string& path, const Work& work) {
  try {
    return work();
  } catch (const SQLite::Exception& problem) {
    return database_error(path, problem);
  }
}

/// Opens the database of a history, or makes it; after that its tables are exactly those of this version.
Result<std::unique_ptr<SQLite::Database>> open_database(const std::string& path, Opening opening);

}  // namespace patrol
