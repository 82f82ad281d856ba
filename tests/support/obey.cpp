#include "auditor/model/descriptor.h"
#include "auditor/model/text.h"
#include "auditor/model/time.h"
#include "tests/support/world.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

namespace patrol {
namespace {

/// The words of a command line, with single quotes taken off.
std::vector<std::string> shell_words(const std::string& line) {
  std::vector<std::string> words(1);
  bool is_quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\'') {
      is_quoted = !is_quoted;
    } else if (line[i] == '\\' && !is_quoted) {
      words.back() += line[++i];
    } else if (line[i] == ' ' && !is_quoted) {
      words.emplace_back();
    } else {
      words.back() += line[i];
    }
  }
  return words;
}

/// A call taken apart: its words up to the first flag, and the flags.
struct Call {
  std::string command;
  std::map<std::string, std::string> flags;

  explicit Call(const std::string& line) {
    const std::vector<std::string> words = shell_words(line);
    std::size_t i = 0;
    for (; i < words.size() && !words[i].starts_with("--"); ++i) command += (i == 0 ? "" : " ") + words[i];
    for (; i + 1 < words.size(); i += 2) flags[words[i]] = words[i + 1];
  }
};

/// `b` of `{"a":"b"}`
std::string text_in(const std::string& json, const std::string& key) {
  const std::string before = "\"" + key + "\":\"";
  const std::size_t begin = json.find(before) + before.size();
  return json.substr(begin, json.find('"', begin) - begin);
}

}  // namespace

World& World::obey(const std::string& calls) {
  const auto member_named = [&](const std::string& subject) -> std::string {
    for (const auto& [name, account] : accounts_) {
      if (account.subject_descriptor == subject || account.object_id == subject) return name;
    }
    for (const std::string& group : groups_) {
      const std::string descriptor = group_descriptor(group);
      const auto object_id = entra_group_object_id(descriptor);
      if (object_id == subject || group_subject_descriptor(descriptor, object_id.has_value()) == subject)
        return group;
    }
    ADD_FAILURE() << "nobody is called " << subject;
    return auditor_email;
  };
  for (const std::string& line : split(calls, '\n')) {
    if (line.empty()) continue;
    Call call(line);
    if (call.command == "az devops security group membership remove") {
      const std::string member = member_named(call.flags["--member-id"]);
      EXPECT_EQ(containers_[member].erase(member_named(call.flags["--group-id"])), 1U) << line;
    } else if (call.command == "az devops security group membership add") {
      put(member_named(call.flags["--member-id"]), member_named(call.flags["--group-id"]));
    } else if (call.command == "az ad group member remove") {
      const std::string member = member_named(call.flags["--member-id"]);
      EXPECT_EQ(containers_[member].erase(member_named(call.flags["--group"])), 1U) << line;
    } else if (call.command.starts_with("az devops security permission ")) {
      const std::string descriptor = descriptor_of(member_named(call.flags["--subject"]));
      auto& entries = list(call.flags["--namespace-id"], call.flags["--token"]).entries;
      auto entry = std::ranges::find(entries, descriptor, &AccessControlEntry::descriptor);
      if (entry == entries.end()) {
        entries.push_back({descriptor, 0, 0, std::nullopt, std::nullopt});
        entry = std::prev(entries.end());
      }
      const auto bits = [&](const char* flag) {
        return call.flags.contains(flag) ? std::stoll(call.flags[flag]) : 0;
      };
      entry->allow &= ~bits("--permission-bit");
      entry->deny &= ~bits("--permission-bit");
      // How the service merges an Allow and a Deny is not told: here both are then there.
      entry->allow |= bits("--allow-bit");
      entry->deny |= bits("--deny-bit");
    } else if (call.command == "az rest" && call.flags["--method"] == "delete") {
      const auto gone = std::erase_if(hooks_, [&](const Subscription& hook) {
        return call.flags["--url"].find("/subscriptions/" + hook.id + "?") != std::string::npos;
      });
      EXPECT_EQ(gone, 1U) << line;
    } else if (call.command == "az rest" && call.flags["--url"].find("/tokens/pats?") != std::string::npos) {
      for (auto& [owner, tokens] : tokens_) {
        for (Token& token : tokens) {
          if (text_in(call.flags["--body"], "authorizationId") != token.authorization_id) continue;
          token.scopes = split(text_in(call.flags["--body"], "scope"), ' ');
          token.valid_to = parse_time(text_in(call.flags["--body"], "validTo"));
        }
      }
    } else if (call.command == "az devops user update") {
      for (auto& [email, account] : accounts_) {
        if (account.id != call.flags["--user"]) continue;
        entitlement(email, {.account_license_type = call.flags["--license-type"], .status = "active"});
      }
    } else {
      ADD_FAILURE() << "no such call is known: " << line;
    }
  }
  return *this;
}

}  // namespace patrol
