#include "auditor/model/text.h"
#include "examples/emulator/access.h"
#include "examples/emulator/answers.h"
#include "examples/emulator/endpoint.h"

#include <fmt/format.h>

#include <array>

/// Service hooks (API.md 3.10): only those of projects whose subscriptions the caller may view.
namespace patrol::emulator {
namespace {

Json subscription_json(const Organization& organization, const Subscription& subscription) {
  const Json creator{{"id", organization.subject(subscription.created_by).storage_key}};
  Json inputs{{"projectId", organization.projects[subscription.project].id}, {"branch", ""}};
  if (!subscription.repository_id.empty()) inputs["repository"] = subscription.repository_id;
  return {{"id", subscription.id},
          {"url", fmt::format("https://dev.azure.com/{}/_apis/hooks/subscriptions/{}", organization.name,
                              subscription.id)},
          {"status", subscription.status},
          {"publisherId", "tfs"},
          {"eventType", subscription.event},
          {"eventDescription", ""},
          {"resourceVersion", "1.0"},
          {"consumerId", subscription.consumer},
          {"consumerActionId", "httpRequest"},
          {"actionDescription", ""},
          {"createdBy", creator},
          {"createdDate", format_time(subscription.created)},
          {"modifiedBy", creator},
          {"modifiedDate", format_time(subscription.created)},
          {"publisherInputs", std::move(inputs)},
          {"consumerInputs", {{"url", subscription.url}, {"basicAuthPassword", "********"}}}};
}

bool may_view(const Call& call, const Subscription& subscription) {
  const std::string& project = call.organization.projects[subscription.project].id;
  return is_allowed(call.organization, *find_namespace("ServiceHooks"), "PublisherSecurity/" + project, 1,
                    call.caller.subject);
}

bool fits(const Call& call, std::string_view parameter, std::string_view value) {
  const std::string wanted = call.request.parameter(parameter);
  return wanted.empty() || same_name(wanted, value);
}

Response list_subscriptions(const Call& call) {
  Json values = Json::array();
  for (const Subscription& subscription : call.organization.subscriptions)
    if (may_view(call, subscription) && fits(call, "publisherid", "tfs") &&
        fits(call, "eventtype", subscription.event) && fits(call, "consumerid", subscription.consumer) &&
        fits(call, "consumeractionid", "httpRequest"))
      values.push_back(subscription_json(call.organization, subscription));
  return list_answer(std::move(values));
}

Response get_subscription(const Call& call) {
  for (const Subscription& subscription : call.organization.subscriptions)
    if (same_name(subscription.id, call.capture("id")) && may_view(call, subscription))
      return json_answer(subscription_json(call.organization, subscription));
  return error_answer(404, "SubscriptionNotFoundException",
                      fmt::format("The subscription {} could not be found.", call.capture("id")));
}

}  // namespace

std::span<const Endpoint> hook_endpoints() {
  constexpr std::string_view host = "dev.azure.com";
  constexpr std::string_view scopes = "vso.work vso.build vso.code";
  static constexpr std::array all{
      Endpoint{host, "GET", "_apis/hooks/subscriptions", scopes, Version::released, list_subscriptions},
      Endpoint{host, "GET", "_apis/hooks/subscriptions/{id}", scopes, Version::released, get_subscription},
  };
  return all;
}

}  // namespace patrol::emulator
