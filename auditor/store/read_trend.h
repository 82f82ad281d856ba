#pragma once

#include "auditor/store/taken_out.h"
#include "auditor/store/trend_builder.h"

#include <SQLiteCpp/Database.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace patrol {

/// The audits of a history, told to a builder.
struct ToldHistory {
  TrendBuilder builder;
  TakenOut taken_out;
  std::map<std::int64_t, std::size_t> findings;  ///< the row of a finding → what the builder calls it
};

/// Tells the audits before a time of these integrations (none: of all). Throws what the library does.
ToldHistory read_trend(SQLite::Database& database, const std::vector<std::string>& integrations, Time before);

}  // namespace patrol
