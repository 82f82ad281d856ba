#include "auditor/azdo/subscriptions.h"

#include "auditor/azdo/members.h"
#include "auditor/azdo/pages.h"
#include "auditor/model/guid.h"
#include "auditor/model/redact.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <array>

namespace patrol::azdo {
namespace {

/// Inputs that say where the subscription stands, not which events it leaves out.
constexpr std::array<std::string_view, 4> no_limits{"projectId", "tfsSubscriptionId", "hostId",
                                                    "subscriberId"};

/// The consumers of the service call their address by different names; all end like this.
constexpr std::array<std::string_view, 3> addresses{"url", "serverBaseUrl", "baseUrl"};

/// `https://user:secret@flow.example:8443/hook?code=…` → `flow.example`
std::string host_of_url(std::string_view url) {
  const auto scheme = url.find("://");
  if (scheme == std::string_view::npos) return {};
  url.remove_prefix(scheme + 3);
  url = url.substr(0, url.find_first_of("/?#\\"));
  if (const auto user = url.rfind('@'); user != std::string_view::npos) url.remove_prefix(user + 1);
  return redact(fold_case(url.substr(0, url.find(':'))));
}

std::string text_of(const Json& value) {
  return value.is_string() ? value.get<std::string>() : value.is_null() ? std::string() : value.dump();
}

void read_publisher_inputs(const Json& inputs, Subscription& subscription, Members& members) {
  if (const Json* project = members.find("projectId"); project != nullptr && !text_of(*project).empty()) {
    subscription.project_id = members.guid("projectId");
  }
  for (const auto& [name, value] : inputs.items()) {
    const std::string text = text_of(value);
    if (text.empty() || std::ranges::find(no_limits, name) != no_limits.end()) continue;
    if (name == "repository" && is_guid(text)) {
      subscription.repository_id = fold_case(text);
    } else {
      subscription.limits.push_back(name);
    }
  }
  std::ranges::sort(subscription.limits);
}

}  // namespace

Parsed<Subscription> parse_subscription(const Json& entry) {
  Members members(entry);
  Subscription subscription{.id = members.guid("id"),
                            .event = members.text("eventType"),
                            // The service leaves it out where all is well (specs/hooks: `enabled` is 0).
                            .status = members.text_or_empty("status"),
                            .consumer = members.text_or_empty("consumerId")};
  if (subscription.status.empty()) subscription.status = "enabled";
  const Json& publisher = members.object("publisherInputs");
  Members inputs(publisher, "publisherInputs");
  if (publisher.is_object()) read_publisher_inputs(publisher, subscription, inputs);
  members.fail_with(inputs);
  if (const Json* creator = members.find("createdBy"); creator != nullptr) {
    Members identity(*creator, "createdBy");
    subscription.created_by = identity.guid_or_empty("id");
    members.fail_with(identity);
  }
  if (const Json* consumer = members.find("consumerInputs"); consumer != nullptr && consumer->is_object()) {
    for (const std::string_view name : addresses) {
      const auto address = consumer->find(name);
      if (address != consumer->end() && address->is_string() && subscription.host.empty()) {
        subscription.host = host_of_url(address->get_ref<const std::string&>());
      }
    }
  }
  return std::move(members).result(std::move(subscription));
}

Fetched<Listing<Subscription>> fetch_subscriptions(Client& client) {
  Fetched<Listing<Subscription>> fetched;
  fetched.known = read_list(client,
                            {.endpoint = EndpointId::subscriptions,
                             .what = "the service hooks of " + client.organization(),
                             .path = {"_apis", "hooks", "subscriptions"}},
                            fetched.reads, parse_subscription);
  return fetched;
}

}  // namespace patrol::azdo
