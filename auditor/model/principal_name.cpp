#include "auditor/model/principal_name.h"

namespace patrol {
namespace {

constexpr std::string_view scope_end = "]\\";

/// Where the scope ends; npos: there is none.
std::size_t end_of_scope(std::string_view principal_name) {
  return principal_name.starts_with('[') ? principal_name.find(scope_end) : std::string_view::npos;
}

}  // namespace

std::string_view local_name(std::string_view principal_name) {
  const std::size_t end = end_of_scope(principal_name);
  return end == std::string_view::npos ? principal_name : principal_name.substr(end + scope_end.size());
}

std::string_view scope_name(std::string_view principal_name) {
  const std::size_t end = end_of_scope(principal_name);
  return end == std::string_view::npos ? std::string_view{} : principal_name.substr(1, end - 1);
}

}  // namespace patrol
