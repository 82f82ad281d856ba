#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace patrol {

/// Who is directly in what, with a number for each descriptor: descriptors are long and mostly alike, and a
/// big organization has hundreds of thousands of edges between them.
class MembershipGraph {
 public:
  using Node = std::uint32_t;

  /// The number of a descriptor, made where there is none yet. Letter case does not count.
  Node node(const std::string& descriptor);
  /// The number of a descriptor that was met before, in whatever letter case.
  std::optional<Node> find(std::string_view descriptor) const;
  /// In folded case.
  const std::string& descriptor(Node node) const { return descriptors_[node]; }
  std::size_t size() const noexcept { return descriptors_.size(); }

  void add_edge(Node member, Node container);
  /// Drops repeated edges and sorts the rest by descriptor; call it after the last add_edge().
  void finish();

  const std::vector<Node>& containers_of(Node member) const { return containers_[member]; }
  const std::vector<Node>& members_of(Node container) const { return members_[container]; }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  void sort(std::vector<Node>& nodes) const;

  std::unordered_map<std::string, Node, Hash, std::equal_to<>>
      nodes_;  ///< every spelling met, and the folded one
  std::vector<std::string> descriptors_;
  std::vector<std::vector<Node>> containers_;
  std::vector<std::vector<Node>> members_;
};

}  // namespace patrol
