#include "auditor/facts/membership_graph.h"

#include "auditor/model/text.h"

#include <algorithm>

namespace patrol {

MembershipGraph::Node MembershipGraph::node(const std::string& descriptor) {
  // Folding costs more than looking up, and the service nearly always spells a descriptor the same way.
  const auto known = nodes_.find(descriptor);
  if (known != nodes_.end()) return known->second;

  std::string folded = fold_case(descriptor);
  const auto [place, is_new] = nodes_.try_emplace(folded, static_cast<Node>(descriptors_.size()));
  const Node number = place->second;
  if (is_new) {
    descriptors_.push_back(std::move(folded));
    containers_.emplace_back();
    members_.emplace_back();
  }
  nodes_.try_emplace(descriptor, number);
  return number;
}

std::optional<MembershipGraph::Node> MembershipGraph::find(std::string_view descriptor) const {
  auto found = nodes_.find(descriptor);
  if (found == nodes_.end()) found = nodes_.find(fold_case(descriptor));
  return found == nodes_.end() ? std::nullopt : std::optional{found->second};
}

void MembershipGraph::add_edge(Node member, Node container) {
  containers_[member].push_back(container);
  members_[container].push_back(member);
}

void MembershipGraph::sort(std::vector<Node>& nodes) const {
  // In the order of the descriptors, not of the numbers: those depend on what was read first.
  std::ranges::sort(nodes, {}, [this](Node node) -> const std::string& { return descriptors_[node]; });
  const auto repeated = std::ranges::unique(nodes);
  nodes.erase(repeated.begin(), repeated.end());
}

void MembershipGraph::finish() {
  for (auto& nodes : containers_) sort(nodes);
  for (auto& nodes : members_) sort(nodes);
}

}  // namespace patrol
