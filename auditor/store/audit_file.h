#pragma once

#include "auditor/model/change.h"
#include "auditor/model/result.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace patrol {

/// Far above what an audit of a large organization takes.
inline constexpr std::size_t most_audit_bytes = std::size_t{512} << 20U;

/// Reads of a JSON report (reporters/schema/audit.schema.json) what a later audit is compared with. Strict
/// where it reads: missing members, wrong types, unknown words, findings that stand twice and other versions
/// are errors that name the place as a JSON path. Members that it does not know are let be, because later
/// tools may add some.
Result<EarlierAudit> read_audit(std::string_view text, const std::string& source_name);

}  // namespace patrol
