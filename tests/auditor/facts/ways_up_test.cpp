#include "auditor/facts/ways_up.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace patrol {
namespace {

using Node = GroupClosure::Node;
using Names = std::vector<std::string>;

/// Groups by short names, and an account in some of them.
class WaysUpTest : public testing::Test {
 public:
  WaysUpTest& put(const std::string& member, const std::string& group) {
    graph_.add_edge(graph_.node(member), graph_.node(group));
    return *this;
  }
  /// A source shows the account itself in it.
  WaysUpTest& join(const std::string& group) {
    own_.push_back(graph_.node(group));
    return *this;
  }
  /// The account is told to be in it, and nobody tells how.
  WaysUpTest& hear_of(const std::string& group) {
    heard_of_.push_back(graph_.node(group));
    return *this;
  }
  /// So many levels of two groups, both of which are in both of the next level: `1a` and `1b`, in `2a`…
  WaysUpTest& put_levels(std::size_t levels) {
    for (std::size_t level = 2; level <= levels; ++level) {
      for (const char* below : {"a", "b"}) {
        for (const char* above : {"a", "b"})
          put(std::to_string(level - 1) + below, std::to_string(level) + above);
      }
    }
    return *this;
  }

 protected:
  WaysUp ways(const std::string& group, const std::string& given = "") {
    return ways_up(graph_, closure(), graph_.node(group), graph_.find(given));
  }
  /// `a > b > c`
  Names told(const std::string& group, const std::string& given = "") {
    Names all;
    for (const auto& chain : ways(group, given).chains) {
      std::string text;
      for (const Node each : chain) text += (text.empty() ? "" : " > ") + graph_.descriptor(each);
      all.push_back(text);
    }
    std::ranges::sort(all);
    return all;
  }
  Names below(const std::string& group) {
    Names names;
    for (const Node each : groups_below(graph_, closure(), graph_.node(group)))
      names.push_back(graph_.descriptor(each));
    std::ranges::sort(names);
    return names;
  }
  bool leads_up(const std::string& group, const std::set<std::string>& through,
                const std::string& given = "") {
    return is_way_up(graph_, closure(), graph_.node(group), graph_.find(given),
                     [&](Node each) { return through.contains(graph_.descriptor(each)); });
  }

 private:
  GroupClosure closure() {
    graph_.finish();
    std::map<Node, std::uint32_t> steps;
    const auto go_up = [&](std::vector<Node> open, std::uint32_t step) {
      while (!open.empty()) {
        std::vector<Node> next;
        for (const Node group : open) {
          if (!steps.emplace(group, step).second) continue;
          const std::vector<Node>& above = graph_.containers_of(group);
          next.insert(next.end(), above.begin(), above.end());
        }
        open = std::move(next);
        if (step != GroupClosure::no_way) ++step;
      }
    };
    go_up(own_, 0);
    go_up(heard_of_, GroupClosure::no_way);
    GroupClosure closure;
    for (const auto& [group, step] : steps) {
      closure.groups.push_back(group);
      closure.steps.push_back(step);
    }
    return closure;
  }

  MembershipGraph graph_;
  std::vector<Node> own_;
  std::vector<Node> heard_of_;
};

TEST_F(WaysUpTest, LeadThroughEachSideOfADiamond) {
  join("bots").put("bots", "left").put("bots", "right").put("left", "top").put("right", "top");
  EXPECT_EQ(told("top"), (Names{"bots > left > top", "bots > right > top"}));
}

TEST_F(WaysUpTest, BeginWhereTheAccountComesInLast) {
  join("bots").join("tools").put("bots", "tools").put("tools", "top");
  EXPECT_EQ(told("top"), Names{"tools > top"});
  EXPECT_EQ(told("tools"), Names{"tools"});
}

TEST_F(WaysUpTest, MakeNoDetour) {
  join("bots").put("bots", "crew").put("crew", "tools").put("tools", "top").put("crew", "top");
  EXPECT_EQ(told("top"), Names{"bots > crew > top"});
}

TEST_F(WaysUpTest, BeginWithTheGroupThatAllAreIn) {
  join("bots").join("top").put("bots", "all").put("all", "tools").put("tools", "top").put("all", "door");
  EXPECT_EQ(told("tools"), Names{"bots > all > tools"});
  EXPECT_EQ(told("tools", "all"), Names{"all > tools"});
  EXPECT_EQ(told("all", "all"), Names{"all"});
  EXPECT_EQ(told("top", "all"), Names{"top"}) << "it brings no other group";
  join("door");
  EXPECT_EQ(told("door", "all"), Names{"all > door"}) << "nothing else is needed for it";
}

TEST_F(WaysUpTest, EndInACircle) {
  join("bots").put("bots", "one").put("one", "two").put("two", "three").put("three", "one");
  EXPECT_EQ(told("three"), Names{"bots > one > two > three"});
  EXPECT_EQ(told("one"), Names{"bots > one"});
}

TEST_F(WaysUpTest, AreAllThatMayBeWhereNobodyToldTheBeginning) {
  hear_of("one").put("one", "two").put("two", "one").put("two", "top");
  ASSERT_EQ(ways("top").chains.size(), 1U);
  EXPECT_EQ(ways("top").chains.front().size(), 3U);
}

TEST_F(WaysUpTest, BeginWithAGroupThatNoOtherExplains) {
  hear_of("tools").put("tools", "top");
  EXPECT_EQ(told("top"), Names{"tools > top"});
}

TEST_F(WaysUpTest, AreNoneIntoAGroupThatTheAccountIsNotIn) {
  join("bots").put("tools", "top");
  EXPECT_TRUE(ways("top").chains.empty());
  EXPECT_TRUE(ways("top").are_all);
  EXPECT_EQ(below("top"), Names{});
}

TEST_F(WaysUpTest, AreAllTwiceAsManyWithEachLevel) {
  join("1a").join("1b").put_levels(5);
  EXPECT_EQ(ways("5a").chains.size(), 16U);
  EXPECT_TRUE(ways("5a").are_all);
}

TEST_F(WaysUpTest, AreNotAllToldWhereTheyAreTooMany) {
  join("1a").join("1b").put_levels(9);
  EXPECT_EQ(ways("9a").chains.size(), WaysUp::most);
  EXPECT_FALSE(ways("9a").are_all);
  EXPECT_EQ(below("9a").size(), 17U);
}

TEST_F(WaysUpTest, AreNotLookedForWithoutEnd) {
  hear_of("1a").put("1a", "1b").put("1b", "1a").put_levels(16);
  EXPECT_TRUE(ways("16a").chains.empty());
  EXPECT_FALSE(ways("16a").are_all);
}

TEST_F(WaysUpTest, MayBeThereThroughSomeGroupsAlone) {
  join("bots").put("bots", "left").put("bots", "right").put("left", "top").put("right", "top");
  EXPECT_TRUE(leads_up("top", {"bots", "right", "top"}));
  EXPECT_FALSE(leads_up("top", {"bots", "top"}));
  EXPECT_FALSE(leads_up("top", {"bots", "left", "right"}));
  EXPECT_FALSE(leads_up("elsewhere", {"elsewhere"}));
  EXPECT_FALSE(leads_up("top", {"left", "top"}));
  EXPECT_TRUE(leads_up("top", {"left", "top"}, "left")) << "all are in that";
}

TEST_F(WaysUpTest, AreThereThroughAllOfACircleThatNobodyExplains) {
  hear_of("one").put("one", "two").put("two", "one");
  EXPECT_TRUE(leads_up("two", {"one", "two"}));
  EXPECT_FALSE(leads_up("two", {"two"}));
}

}  // namespace
}  // namespace patrol
