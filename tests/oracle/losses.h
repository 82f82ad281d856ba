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

/// Those of them whose lists further down are read too, because the service has tokens there that one can not
/// guess.
const std::vector<ListPlace>& places_with_more_below();

/// The build pipelines of every organization: one in the folder of a folder, one in none, one in a folder.
struct PipelinePlace {
  std::string project;
  std::string name;
  std::string folder;  ///< as the service writes it
};
const std::vector<PipelinePlace>& pipelines();

/// The kinds of reads of which there is one for each organization or account.
struct SingleRead {
  std::string kind;
  bool is_list = false;
};
const std::vector<SingleRead>& single_reads();

/// The reads that roles on things are told by, each refused.
std::vector<Statement> role_losses();

/// The reads by which the places in a project are found, and what stands below them, each refused.
std::vector<Statement> project_losses();

}  // namespace patrol::oracle
