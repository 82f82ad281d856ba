#pragma once

#include "auditor/model/result.h"

#include <filesystem>
#include <string>
#include <vector>

namespace patrol {

/// A file of the user, read whole. `name` is safe to print: relative to the current folder where the file is
/// below it, else relative to the PATH given (a file: its base name); never absolute, never with `..`.
struct Document {
  std::string name;
  std::string text;

  friend bool operator==(const Document&, const Document&) = default;
};

/// The documents of PATHs, and what could not be read of them.
struct Documents {
  std::vector<Document> read;  ///< by name
  std::vector<Error> errors;
};

/// What is looked for below folders. Files `NAME.tests.yaml` hold test cases and stand beside what they test.
enum class DocumentKind {
  documents,         ///< policies, integrations and the like: all but test cases
  documents_if_any,  ///< the like, but a folder may have none
  cases              ///< test cases alone
};

/// Reads files, and `*.yaml` and `*.yml`, in any letters, below folders. Names that start with a dot are
/// passed over, links are followed, and what is reached twice is read once. A PATH that gives no document is
/// an error, and so is a file of test cases where documents are wanted.
Documents read_documents(const std::vector<std::filesystem::path>& paths,
                         DocumentKind kind = DocumentKind::documents);

}  // namespace patrol
