#pragma once

#include "auditor/model/audit.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace patrol {

/// An audit that the bytes decide: how many there are of everything, which words and names, which verdicts.
/// It keeps what evaluation promises (findings are told apart by their names, a failure has advice, totals
/// are counted), and nothing else: every text may be anything. No bytes give an audit of nothing.
Audit random_audit(std::span<const std::uint8_t> bytes);

/// Bytes for it that a number decides, the same everywhere.
std::vector<std::uint8_t> random_bytes(std::uint64_t seed, std::size_t size);

}  // namespace patrol
