#include "auditor/azdo/property.h"

#include <gtest/gtest.h>

namespace patrol::azdo {
namespace {

/// The property Mail of an identity, or the fault in its place.
std::string mail_of(const Json& identity) {
  Members members(identity);
  std::string mail = property(members, "Mail");
  return members.fault() ? members.fault()->what : mail;
}

TEST(Property, TakesTheTypedValue) {
  EXPECT_EQ(mail_of({{"properties", {{"Mail", {{"$type", "System.String"}, {"$value", "a@b"}}}}}}), "a@b");
}

TEST(Property, IsEmptyWhereThereIsNone) {
  EXPECT_EQ(mail_of(Json::object()), "");
  EXPECT_EQ(mail_of({{"properties", nullptr}}), "");
  EXPECT_EQ(mail_of({{"properties", Json::object()}}), "");
  EXPECT_EQ(mail_of({{"properties", {{"Mail", {{"$value", nullptr}}}}}}), "");
}

TEST(Property, RefusesAForeignShape) {
  EXPECT_EQ(mail_of({{"properties", {{"Mail", "a@b"}}}}), "`properties.Mail` is no object");
  EXPECT_EQ(mail_of({{"properties", {{"Mail", {{"$value", 7}}}}}}), "`properties.Mail.$value` is no text");
  EXPECT_EQ(mail_of({{"properties", 7}}), "`properties` is no object");
}

}  // namespace
}  // namespace patrol::azdo
