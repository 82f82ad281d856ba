#include "auditor/policy/documents.h"

#include "auditor/model/text.h"
#include "auditor/policy/problems.h"
#include "auditor/policy/text_check.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>
#include <string_view>
#include <system_error>
#include <utility>

namespace patrol {
namespace {

namespace fs = std::filesystem;

constexpr int deepest_folder = 32;
constexpr std::size_t most_documents = 10'000;

/// The path below a folder, or nothing where it lies elsewhere.
fs::path below(const fs::path& path, const fs::path& folder) {
  fs::path relative = path.lexically_relative(folder);
  if (relative.empty() || relative == "." || *relative.begin() == "..") return {};
  return relative;
}

fs::path whole(const fs::path& path) {
  std::error_code error;
  const fs::path from_root = fs::absolute(path, error);
  return error ? path : from_root.lexically_normal();
}

bool is_hidden(const fs::path& path) {
  return path.filename().string().starts_with('.');
}
/// In any letters: what some system calls `FLOW.YAML` is not skipped.
bool is_yaml(const fs::path& path) {
  const std::string extension = fold_case(path.extension().string());
  return extension == ".yaml" || extension == ".yml";
}

bool holds_cases(const fs::path& path) {
  return is_yaml(path) && fold_case(path.stem().extension().string()) == ".tests";
}

/// Walks the PATHs and remembers where it was, so that links can not lead it in a circle.
class Walk {
 public:
  explicit Walk(DocumentKind kind) : kind_(kind) {}

  void visit(const fs::path& path) {
    given_ = whole(path);
    // A trailing slash would leave the last name empty.
    if (!given_.has_filename()) given_ = given_.parent_path();
    std::error_code error;
    const fs::file_status status = fs::status(given_, error);
    if (!fs::exists(status)) {
      fail(given_, "there is no such file or folder; check the path");
    } else if (fs::is_directory(status)) {
      folders_.clear();
      found_ = 0;
      const std::size_t errors_before = documents_.errors.size();
      visit_folder(given_, 0);
      const bool is_fruitless = found_ == 0 && documents_.errors.size() == errors_before;
      if (is_fruitless) tell_fruitless();
    } else if (kind_ != DocumentKind::cases && holds_cases(given_)) {
      fail(given_, "this file holds test cases; give it to `patrol test`");
    } else {
      visit_file(given_);
    }
  }

  Documents finish() {
    std::ranges::sort(documents_.read, {}, &Document::name);
    std::ranges::stable_sort(documents_.errors, {}, &Error::where);
    return std::move(documents_);
  }

 private:
  void visit_folder(const fs::path& folder, int depth) {
    std::error_code error;
    const fs::path real = fs::canonical(folder, error);
    if (error || depth > deepest_folder) {
      fail(folder, error ? "this folder can not be read; check its permissions"
                         : "folders are nested too deep here; give the folder itself");
      return;
    }
    if (!folders_.insert(real).second) return;

    std::vector<fs::path> entries;
    fs::directory_iterator entry(folder, error);
    for (; !error && entry != fs::directory_iterator(); entry.increment(error))
      entries.push_back(entry->path());
    if (error) fail(folder, "this folder can not be read; check its permissions");
    std::ranges::sort(entries);
    for (const fs::path& path : entries) {
      if (is_hidden(path)) continue;
      std::error_code ignored;
      const fs::file_status status = fs::status(path, ignored);
      if (fs::is_directory(status)) {
        visit_folder(path, depth + 1);
      } else if (is_yaml(path) && holds_cases(path) == (kind_ == DocumentKind::cases)) {
        visit_file(path);
      }
    }
  }

  void tell_fruitless() {
    if (kind_ == DocumentKind::cases) {
      fail(given_, "no `*.tests.yaml` file is below this folder; check the path");
    } else if (kind_ == DocumentKind::documents) {
      fail(given_, "no `*.yaml` or `*.yml` file is below this folder; check the path");
    }
  }

  void visit_file(const fs::path& path) {
    ++found_;
    std::error_code error;
    if (!fs::is_regular_file(path, error)) {
      fail(path, error ? "this file can not be read; check the link and its permissions"
                       : "this is no regular file; give a file or a folder");
      return;
    }
    const fs::path real = fs::canonical(path, error);
    if (!seen_.insert(real).second) return;
    if (seen_.size() > most_documents) {
      if (seen_.size() == most_documents + 1) fail(given_, "more than 10000 files; give fewer at a time");
      return;
    }
    read_file(path);
  }

  void read_file(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    // One byte more than allowed is enough to be told that it is too large.
    room_.resize(largest_document + 1);
    file.read(room_.data(), static_cast<std::streamsize>(room_.size()));
    if (!file.is_open() || file.bad()) {
      fail(path, "this file can not be read; check its permissions");
      return;
    }
    documents_.read.push_back({name_of(path), room_.substr(0, static_cast<std::size_t>(file.gcount()))});
  }

  std::string name_of(const fs::path& path) const {
    std::error_code error;
    const fs::path here = fs::current_path(error);
    fs::path name = error ? fs::path{} : below(path, here);
    if (name.empty()) name = below(path, given_);
    if (name.empty()) name = path.filename();
    return name.generic_string();
  }

  void fail(const fs::path& path, std::string what) {
    documents_.errors.push_back({Error::Kind::file, name_of(path), std::move(what)});
  }

  DocumentKind kind_;
  fs::path given_;              ///< the PATH that is being walked
  std::set<fs::path> folders_;  ///< real ones below it that were entered
  std::size_t found_ = 0;       ///< files below it
  std::set<fs::path> seen_;     ///< real files, of all PATHs
  std::string room_;            ///< for the largest file allowed, used for one after the other
  Documents documents_;
};

}  // namespace

Documents read_documents(const std::vector<std::filesystem::path>& paths, DocumentKind kind) {
  Walk walk(kind);
  for (const fs::path& path : paths) walk.visit(path);
  return walk.finish();
}

}  // namespace patrol
