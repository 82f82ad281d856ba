#pragma once

#include "tests/oracle/statement.h"

#include <vector>

namespace patrol::oracle {

/// The lists that questions can depend on.
struct ListPlace {
  std::string space;  ///< namespace id
  std::string token;
};
const std::vector<ListPlace>& places();

/// The kinds of reads of which there is one for each organization or account.
struct SingleRead {
  std::string kind;
  bool is_list = false;
};
const std::vector<SingleRead>& single_reads();

/// The reads that roles on things are told by, each refused.
std::vector<Statement> role_losses();

/// Every read that can fail, each as a line of its own.
std::vector<Statement> all_losses();

}  // namespace patrol::oracle
