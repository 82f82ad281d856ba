#include "auditor/azdo/members.h"

#include <gtest/gtest.h>

namespace patrol::azdo {
namespace {

TEST(Members, TakesWhatIsThere) {
  const Json object{{"text", "T"},     {"id", "8CB9DF66-E487-4AD9-9852-28DA9BF255B2"},
                    {"number", -7},    {"flag", true},
                    {"null", nullptr}, {"texts", {"a", "b"}}};
  Members members(object);
  EXPECT_EQ(members.text("text"), "T");
  EXPECT_EQ(members.text_or_empty("null"), "");
  EXPECT_EQ(members.text_or_empty("absent"), "");
  EXPECT_EQ(members.guid("id"), "8cb9df66-e487-4ad9-9852-28da9bf255b2");
  EXPECT_EQ(members.number("number"), -7);
  EXPECT_EQ(members.number_or_zero("absent"), 0);
  EXPECT_TRUE(members.flag("flag"));
  EXPECT_FALSE(members.flag_or_false("absent"));
  EXPECT_EQ(members.texts("texts"), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(members.fault(), std::nullopt);
}

/// What somebody pasted where a name should be: in a form that every mask knows.
const std::string pasted = std::string(26, 'q') + std::string(26, '7');

TEST(Members, MasksSecretsInWhatPeopleWrote) {
  const Json object{{"name", "flow " + pasted}, {"plain", "flow"}, {"null", nullptr}, {"number", 7}};
  Members members(object);
  EXPECT_EQ(members.free_text("name"), "flow ***");
  EXPECT_EQ(members.free_text_or_empty("name"), "flow ***");
  EXPECT_EQ(members.free_text("plain"), "flow");
  EXPECT_EQ(members.free_text_or_empty("null"), "");
  EXPECT_EQ(members.text("name"), "flow " + pasted) << "ids go back to the service as they came";
  EXPECT_EQ(members.fault(), std::nullopt);
  members.free_text("number");
  EXPECT_EQ(members.fault()->what, "`number` is no text");
}

TEST(Members, TellsThingsWithMaskedNamesApartByTheirIds) {
  const Json object{{"name", pasted}, {"plain", "web"}, {"stars", "a *** b"}};
  Members members(object);
  EXPECT_EQ(members.free_name("name", "12"), "*** (12)");
  EXPECT_EQ(members.free_name("plain", "12"), "web");
  EXPECT_EQ(members.free_name("stars", "12"), "a *** b") << "that is its name";
}

TEST(Members, NamesTheFirstThatIsWrong) {
  const Json object{{"a", 1}, {"b", "x"}, {"c", {1}}, {"d", 1.5}, {"e", 18446744073709551615U}, {"f", ""}};
  const auto fault = [&](auto take) {
    Members members(object, "place");
    take(members);
    members.text("never told");
    return members.fault().value_or(Fault{}).what;
  };
  EXPECT_EQ(fault([](Members& m) { m.text("a"); }), "`place.a` is no text");
  EXPECT_EQ(fault([](Members& m) { m.text("x"); }), "`place.x` is missing or null");
  EXPECT_EQ(fault([](Members& m) { m.text("f"); }), "`place.f` is empty");
  EXPECT_EQ(fault([](Members& m) { m.guid("b"); }), "`place.b` is no guid");
  EXPECT_EQ(fault([](Members& m) { m.number("b"); }), "`place.b` is no whole number");
  EXPECT_EQ(fault([](Members& m) { m.number("d"); }), "`place.d` is no whole number");
  EXPECT_EQ(fault([](Members& m) { m.number("e"); }), "`place.e` is no whole number");
  EXPECT_EQ(fault([](Members& m) { m.flag("b"); }), "`place.b` is neither true nor false");
  EXPECT_EQ(fault([](Members& m) { m.texts("c"); }), "`place.c[0]` is no text");
  EXPECT_EQ(fault([](Members& m) { m.texts("b"); }), "`place.b` is no list");
  EXPECT_EQ(fault([](Members& m) { m.object("b"); }), "`place.b` is no object");
}

TEST(Members, WantsAnObject) {
  const Json null;
  EXPECT_EQ(Members(null).fault()->what, "an object was expected");
  EXPECT_EQ(Members(null, "user").fault()->what, "`user` is no object");
}

}  // namespace
}  // namespace patrol::azdo
