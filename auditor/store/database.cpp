#include "auditor/store/database.h"

#include "auditor/model/text.h"
#include "auditor/store/file_descriptor.h"
#include "auditor/store/history_schema.h"

#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>

#include <cerrno>
#include <chrono>
#include <cstdint>
#include <fcntl.h>
#include <filesystem>
#include <optional>
#include <sqlite3.h>
#include <sys/stat.h>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace patrol {
namespace {

namespace fs = std::filesystem;

/// How long another process may hold the database: an append takes a fraction of a second.
constexpr int patience_ms = 60'000;

/// Far above any name or message; a longer text in a database is a mistake or an attack.
constexpr int most_text_bytes = 1 << 20;

Error refusal(const std::string& path, std::string what) {
  return {Error::Kind::file, path, std::move(what)};
}

Error system_error_of(const std::string& path, int code) {
  return refusal(path, "the history can not be opened: " + std::generic_category().message(code));
}

/// Makes the file where it is missing and wanted, readable by its owner alone, and sees that it is a file. It
/// is closed again before SQLite opens it, whose locks would go with any other descriptor of the process.
Result<Done> prepare_file(const std::string& path, Opening opening) {
  const bool may_be_new = opening == Opening::existing_or_new;
  std::error_code problem;
  const std::string folder = fs::path(path).parent_path().string();
  if (may_be_new && !folder.empty() && !fs::is_directory(folder, problem)) {
    return refusal(path, "the folder `" + folder + "` is not there: make it first");
  }
  // Without O_NONBLOCK a pipe would wait for its other end.
  const int flags = O_CLOEXEC | O_NONBLOCK | (may_be_new ? O_RDWR | O_CREAT : O_RDONLY);
  const FileDescriptor file(::open(path.c_str(), flags, 0600));
  if (!file.is_open() && errno == ENOENT && !may_be_new) {
    return refusal(path, "is not there: `patrol audit --history " + path + "` begins a history");
  }
  if (!file.is_open() && errno != EISDIR) return system_error_of(path, errno);
  struct stat about {};
  if (!file.is_open() || ::fstat(file.get(), &about) != 0 || !S_ISREG(about.st_mode)) {
    return refusal(path, "is no file: a history needs one of its own");
  }
  // One that somebody made beforehand is like any other file until it holds something.
  if (may_be_new && about.st_size == 0 && ::fchmod(file.get(), 0600) != 0)
    return system_error_of(path, errno);
  // What a first audit has written may still stand in the log beside it.
  if (!may_be_new && about.st_size == 0 && !fs::exists(path + "-wal", problem)) {
    return refusal(path, "is empty: `patrol audit --history " + path + "` begins a history");
  }
  return Done{};
}

std::int64_t number_of(SQLite::Database& database, const char* query) {
  SQLite::Statement statement(database, query);
  return statement.executeStep() ? statement.getColumn(0).getInt64() : 0;
}

std::vector<std::string> schema_of(SQLite::Database& database) {
  SQLite::Statement statement(
      database, "SELECT type || ' ' || name || ' ' || ifnull(sql, '') FROM sqlite_schema ORDER BY 1");
  std::vector<std::string> lines;
  while (statement.executeStep()) lines.push_back(statement.getColumn(0).getString());
  return lines;
}

void fold_case_in_sql(sqlite3_context* context, int /*number*/, sqlite3_value** values) {
  const auto* const text = reinterpret_cast<const char*>(sqlite3_value_text(values[0]));
  if (text == nullptr) return sqlite3_result_null(context);
  const std::string folded = fold_case({text, static_cast<std::size_t>(sqlite3_value_bytes(values[0]))});
  sqlite3_result_text(context, folded.data(), static_cast<int>(folded.size()), SQLITE_TRANSIENT);
}

void run_steps(SQLite::Database& database, std::size_t from) {
  // Of statements alone: nothing in a schema may call it.
  database.check(sqlite3_create_function(database.getHandle(), "fold_case", 1,
                                         SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, nullptr,
                                         fold_case_in_sql, nullptr, nullptr));
  for (const char* step : history_steps().subspan(from)) database.exec(step);
}

/// Triggers, views and foreign columns would make a statement of ours do what we do not know.
bool has_our_tables(SQLite::Database& database) {
  SQLite::Database wanted(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE | SQLite::OPEN_MEMORY);
  run_steps(wanted, 0);
  return schema_of(database) == schema_of(wanted);
}

/// Whether it is ours to write: ours already, or empty. The version, where it is.
Result<std::size_t> version_of(SQLite::Database& database, const std::string& path) {
  const std::int64_t application = number_of(database, "PRAGMA application_id");
  const std::int64_t version = number_of(database, "PRAGMA user_version");
  const bool is_empty = number_of(database, "SELECT count(*) FROM sqlite_schema") == 0;
  if (application != history_application) {
    if (is_empty && application == 0 && version == 0) return std::size_t{0};
    return refusal(path, "is an SQLite database of another program: give another file");
  }
  const auto newest = static_cast<std::int64_t>(history_steps().size());
  if (version > newest) {
    return refusal(path, "is a history of version " + std::to_string(version) +
                             ", and this patrol knows those up to " + std::to_string(newest) +
                             ": use a newer patrol");
  }
  if (version < 1) return refusal(path, "is damaged: it does not tell its version");
  return static_cast<std::size_t>(version);
}

/// In one transaction, so that nobody ever sees half of it. Another process may have been faster.
Result<Done> bring_up_to_date(SQLite::Database& database, const std::string& path) {
  database.exec("PRAGMA journal_mode = WAL");
  SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
  const Result<std::size_t> version = version_of(database, path);
  if (!version) return version.error();
  run_steps(database, version.value());
  if (!has_our_tables(database)) return refusal(path, "is damaged: its tables are not those of a history");
  database.exec("PRAGMA application_id = " + std::to_string(history_application));
  database.exec("PRAGMA user_version = " + std::to_string(history_steps().size()));
  transaction.commit();
  return Done{};
}

/// The database is a foreign file until it is known to be ours.
void harden(SQLite::Database& database) {
  sqlite3* const handle = database.getHandle();
  sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, most_text_bytes);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  database.exec("PRAGMA cell_size_check = ON");
  database.exec("PRAGMA synchronous = FULL");  // a commit outlives a loss of power
  // A container with a read-only root has no folder for temporary files, and VACUUM needs some.
  database.exec("PRAGMA temp_store = MEMORY");
}

/// Whether it is an older history or an empty file, seen in one moment.
Result<bool> is_out_of_date(SQLite::Database& database, const std::string& path) {
  const SQLite::Transaction one_moment(database);
  const Result<std::size_t> version = version_of(database, path);
  if (!version) return version.error();
  if (version.value() < history_steps().size()) return true;
  if (!has_our_tables(database)) return refusal(path, "is damaged: its tables are not those of a history");
  return false;
}

Result<std::unique_ptr<SQLite::Database>> open_file(const std::string& path) {
  // An absolute path is no `:memory:` and no `file:` address.
  auto database =
      std::make_unique<SQLite::Database>(fs::absolute(path).string(), SQLite::OPEN_READWRITE, patience_ms);
  harden(*database);
  const Result<bool> is_old = is_out_of_date(*database, path);
  if (!is_old) return is_old.error();
  if (is_old.value()) {
    if (const auto done = bring_up_to_date(*database, path); !done) return done.error();
  }
  return database;
}

/// Whether SQLite can write the database and make its files beside it, as it has to even to read one that has
/// a write-ahead log.
bool can_be_written(const std::string& path) {
  const std::string folder = fs::absolute(path).parent_path().string();
  return ::faccessat(AT_FDCWD, path.c_str(), W_OK, AT_EACCESS) == 0 &&
         ::faccessat(AT_FDCWD, folder.c_str(), W_OK, AT_EACCESS) == 0;
}

/// The address of a file that nobody changes while it is read, as SQLite takes it (sqlite.org/uri.html).
std::string immutable_address(const std::string& path) {
  std::string address = "file:";
  for (const char c : fs::absolute(path).string()) {
    if (c == '%' || c == '?' || c == '#') {
      address += c == '%' ? "%25" : c == '?' ? "%3f" : "%23";
    } else {
      address += c;
    }
  }
  return address + "?immutable=1";
}

/// A database that can not be written is read as it lies there. What another process has appended and not yet
/// brought into it would be missed, so then nothing is read.
Result<std::unique_ptr<SQLite::Database>> open_read_only(const std::string& path) {
  std::error_code problem;
  const std::string log = path + "-wal";
  if (const auto size = fs::file_size(log, problem); !problem && size > 0) {
    return refusal(path, "can not be read where it can not be written while `" + log +
                             "` holds audits beside it: copy both to a folder of your own");
  }
  auto database = std::make_unique<SQLite::Database>(immutable_address(path),
                                                     SQLite::OPEN_READONLY | SQLite::OPEN_URI, patience_ms);
  harden(*database);
  const Result<bool> is_old = is_out_of_date(*database, path);
  if (!is_old) return is_old.error();
  if (is_old.value()) {
    return refusal(path,
                   "is of an older version, and can not be brought to this one where it can not be "
                   "written: copy it to a folder of your own");
  }
  return database;
}

/// While another process makes the database or closes it as the last one, SQLite may say `busy` at once,
/// without waiting as it does elsewhere.
Result<std::unique_ptr<SQLite::Database>> open_patiently(const std::string& path) {
  constexpr int pause_ms = 20;
  for (int waited_ms = 0;; waited_ms += pause_ms) {
    try {
      return open_file(path);
    } catch (const SQLite::Exception& problem) {
      if ((problem.getErrorCode() & 0xff) != SQLITE_BUSY || waited_ms >= patience_ms) throw;
      std::this_thread::sleep_for(std::chrono::milliseconds(pause_ms));
    }
  }
}

}  // namespace

Error database_error(const std::string& path, const SQLite::Exception& problem) {
  const int code = problem.getErrorCode();
  switch (code & 0xff) {
    case SQLITE_NOTADB:
      return refusal(path, "is no history: it is not an SQLite database; give another file");
    case SQLITE_TOOBIG: return refusal(path, "a text is longer than a history takes: 1 MB");
    case SQLITE_CORRUPT:
      return refusal(path,
                     "is damaged, and was left as it is: restore it from a copy, or begin another file");
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return refusal(path, "another process has held the history for too long: try again");
    case SQLITE_READONLY:
      return refusal(
          path,
          "the history can not be written: the file and its folder, for those that SQLite makes beside "
          "it, have to be writable");
    case SQLITE_FULL: return refusal(path, "the history can not be written: the disk is full");
    default: return refusal(path, std::string("the history can not be used: ") + sqlite3_errstr(code));
  }
}

Result<std::unique_ptr<SQLite::Database>> open_database(const std::string& path, Opening opening) {
  if (path.empty()) return refusal(path, "the name of a file is needed");
  if (const auto done = prepare_file(path, opening); !done) return done.error();
  if (opening == Opening::reading && !can_be_written(path)) {
    return guarded(path, [&] { return open_read_only(path); });
  }
  return guarded(path, [&] { return open_patiently(path); });
}

}  // namespace patrol
