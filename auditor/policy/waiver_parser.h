#pragma once

#include "auditor/model/result.h"
#include "auditor/model/waiver.h"
#include "auditor/policy/documents.h"

#include <filesystem>
#include <vector>

namespace patrol {

/// Reads waivers strictly: all mistakes of all files are told at once, at their places. Whether the
/// integrations, rules and projects exist, and whether the days fit, is for the evaluation to say in a
/// notice: a waiver that is out of date is no reason to audit nothing.
Result<std::vector<WrittenWaiver>, std::vector<Error>> load_waivers(
    const std::vector<std::filesystem::path>& paths);

/// The like for documents that were already read: no I/O. In the order of the files and of each file.
Result<std::vector<WrittenWaiver>, std::vector<Error>> load_waiver_documents(const Documents& documents);

}  // namespace patrol
