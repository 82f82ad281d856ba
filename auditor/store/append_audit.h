#pragma once

#include "auditor/model/audit.h"

#include <SQLiteCpp/Database.h>

namespace patrol {

/// Writes an audit into the tables of a history; the transaction is the caller's. Throws what the library
/// does.
void append_audit(SQLite::Database& database, const Audit& audit, const std::string& loaded_from);

}  // namespace patrol
