#include "auditor/checks/calls.h"
#include "auditor/checks/common.h"
#include "auditor/checks/join.h"
#include "auditor/checks/rows.h"
#include "auditor/checks/ways_out.h"
#include "auditor/model/text.h"

#include <algorithm>

namespace patrol {
namespace {

/// What one subscription says to the question whether an event is delivered.
struct Voice {
  const Subscription* subscription = nullptr;
  Truth is_there = Truth::no;
  std::string why;  ///< what keeps it from being a clear yes
};

std::string status_words(const std::string& status) {
  if (status == "disabledByUser") return "disabled by a user";
  if (status == "disabledBySystem") return "disabled by the service, after too many failures";
  if (status == "disabledByInactiveIdentity") return "disabled, because who made it is inactive";
  if (status == "onProbation") return "on probation, because its receiver fails";
  return "in the state " + status;
}

bool is_disabled(const Subscription& subscription) {
  return subscription.status.starts_with("disabled");
}

/// Whether the subscription is about the place that the question is asked at; one of all projects always is.
bool is_here(const Subscription& subscription, const Question& question) {
  if (question.project == nullptr || subscription.project_id.empty()) return true;
  if (subscription.project_id != question.project->id) return false;
  return question.repository == nullptr || subscription.repository_id.empty() ||
         subscription.repository_id == question.repository->id;
}

/// Parts of the place that it leaves out: a repository where all are meant, branches, areas.
std::vector<std::string> limits_of(const Subscription& subscription, const Question& question) {
  std::vector<std::string> limits = subscription.limits;
  if (!subscription.repository_id.empty() && question.repository == nullptr)
    limits.emplace_back("repository");
  std::ranges::sort(limits);
  return limits;
}

/// Under `forbid` whatever delivers, or may again after a good answer, is there.
Voice hear_forbidden(const Subscription& subscription) {
  if (is_disabled(subscription)) return {&subscription, Truth::no, status_words(subscription.status)};
  const bool is_known = subscription.status == "enabled" || subscription.status == "onProbation";
  return {&subscription, is_known ? Truth::yes : Truth::unknown, status_words(subscription.status)};
}

Voice hear_required(const Subscription& subscription, const ServiceHooks& wanted, const Question& question) {
  if (is_disabled(subscription) || subscription.status == "onProbation") {
    return {&subscription, Truth::no, status_words(subscription.status)};
  }
  if (subscription.status != "enabled") {
    return {&subscription, Truth::unknown, status_words(subscription.status)};
  }
  const std::vector<std::string> limits = limits_of(subscription, question);
  if (limits.empty() || wanted.limited) return {&subscription, Truth::yes, ""};
  return {&subscription, Truth::unknown, "limited by " + join_words(limits)};
}

std::string wanted_hook(const ServiceHooks& wanted, const std::string& event, const Question& question) {
  std::string text = event;
  if (question.repository != nullptr) {
    text += " of the repository " + question.repository->name;
  } else if (question.project != nullptr) {
    text += " of the project " + question.project->name;
  }
  if (!wanted.consumer.empty()) text += " by the consumer " + wanted.consumer;
  if (!wanted.to.empty()) text += " to " + wanted.to;
  return text;
}

/// The event and where it should be delivered, by what stays the same of a repository when it is renamed; the
/// project is told with every fault.
std::string lasting_name(const ServiceHooks& wanted, const std::string& event, const Question& question) {
  std::string name = event;
  if (question.repository != nullptr) name += " of the repository " + question.repository->id;
  if (!wanted.consumer.empty()) name += " by the consumer " + wanted.consumer;
  if (!wanted.to.empty()) name += " to " + wanted.to;
  return name;
}

std::string name_of(const Subscription& subscription) {
  std::string name = "subscription " + subscription.id;
  if (!subscription.host.empty()) name += " to " + subscription.host;
  if (subscription.project_id.empty()) name += ", of all projects";
  return name;
}

/// Those of the event, the place, the receiver and the maker that are meant; best first.
std::vector<Voice> hear(const ServiceHooks& wanted, const std::string& event, const Identity* account,
                        const Question& question) {
  std::vector<Voice> voices;
  for (const Subscription& each : question.facts.view().subscriptions().known.items) {
    if (each.event != event || !is_here(each, question)) continue;
    if (!wanted.to.empty() && !each.host.empty() && each.host != wanted.to) continue;
    if (!wanted.consumer.empty() && !each.consumer.empty() && !same_name(each.consumer, wanted.consumer))
      continue;
    const bool is_account = account != nullptr && each.created_by == account->id;
    if (!wanted.by_anyone && !each.created_by.empty() && !is_account) continue;
    Voice voice =
        question.mode() == Rule::Mode::forbid ? hear_forbidden(each) : hear_required(each, wanted, question);
    // What is not told may be what is looked for.
    if (voice.is_there == Truth::yes && !wanted.by_anyone && each.created_by.empty()) {
      voice = {&each, Truth::unknown, "made by somebody whom the service does not tell"};
    }
    if (voice.is_there == Truth::yes && !wanted.to.empty() && each.host.empty()) {
      voice = {&each, Truth::unknown, "posting to a host that the service does not tell"};
    }
    if (voice.is_there == Truth::yes && !wanted.consumer.empty() && each.consumer.empty()) {
      voice = {&each, Truth::unknown, "for a consumer that the service does not tell"};
    }
    voices.push_back(std::move(voice));
  }
  std::ranges::stable_sort(voices, std::ranges::greater{}, &Voice::is_there);
  return voices;
}

/// That nothing more is there is sure only where the list is whole and hides nothing from the auditor: hooks
/// are shown to those alone who may view them, project by project (API.md 3.10).
bool is_whole_list(const Question& question, const std::string& what, Outcome& outcome) {
  const auto& fact = question.facts.view().subscriptions();
  if (fact.known.rest) {
    Gap gap = *fact.known.rest;
    gap.what = what;
    outcome.support.add_gap(gap);
    return false;
  }
  const MembershipAnswer administrator = question.facts.auditor_is_administrator();
  outcome.support.add_reads(administrator.support.reads);
  if (administrator.is_member == Truth::yes) return true;
  outcome.support.add_gap({Gap::Kind::not_decidable, what,
                           "the list of service hooks leaves out those that the auditor may not view",
                           "audit as a Project Collection Administrator"});
  return false;
}

/// Deletes each that delivers, or may: one that is left delivers still.
Remediation delete_them(const std::vector<Voice>& voices, const Question& question) {
  Remediation remediation;
  for (const Voice& voice : voices) {
    if (voice.is_there != Truth::yes) continue;
    const Subscription& hook = *voice.subscription;
    add_steps(
        remediation,
        {"Project settings › Service hooks › " + hook.event + ", " + name_of(hook) + " › Delete",
         rest_call("delete",
                   organization_url(question) + "/_apis/hooks/subscriptions/" + hook.id + "?api-version=7.1",
                   ""),
         "whatever receives these events"});
  }
  return remediation;
}

/// No call: what a subscription posts, and with which secret, its maker knows alone.
Remediation make_it(const Voice* best, const std::string& event) {
  if (best == nullptr) {
    return {
        "connect the project in the product, which makes the service hook, or make it in Project settings › "
        "Service hooks",
        "", "nothing that works now; the product is then told of " + event};
  }
  return {"Project settings › Service hooks › " + event + ", " + name_of(*best->subscription) +
              " › History tells why; mend the receiver, then Enable",
          "", "nothing that works now; events are sent again"};
}

void tell(Outcome& outcome, const std::string& what, const std::string& maker, const Voice* voice) {
  if (voice == nullptr) {
    outcome.observed = "no such service hook";
    outcome.message = "there is no service hook for " + what + maker;
    return;
  }
  outcome.path = {name_of(*voice->subscription)};
  outcome.observed = voice->why.empty() ? std::string(voice->subscription->status) : voice->why;
  outcome.message = "the service hook for " + what + maker + " is " + outcome.observed;
}

std::string fault_of(const Subscription& subscription) {
  return "service hook " + subscription.id + " for " + subscription.event + " to " + subscription.host;
}

/// Each that delivers is a fault of its own, and each of which that is not known. What narrows one down can
/// be taken from it, which leaves it its id: that nothing does is a further fault.
std::vector<std::string> faults_of_delivering(const std::vector<Voice>& voices, const std::string& unwanted,
                                              const Question& question) {
  std::vector<std::string> faults;
  for (const Voice& voice : voices) {
    const Subscription& each = *voice.subscription;
    const std::string fault = fault_of(each);
    if (voice.is_there == Truth::unknown) faults.push_back("not known: " + fault);
    if (voice.is_there != Truth::yes) continue;
    faults.push_back(fault);
    if (limits_of(each, question).empty()) faults.push_back(fault + ", without limits");
    if (each.repository_id.empty() && question.repository == nullptr) {
      faults.push_back(fault + ", of all repositories");
    }
    if (each.project_id.empty() && question.project == nullptr) faults.push_back(fault + ", of all projects");
  }
  if (question.facts.view().subscriptions().known.rest) {
    faults.push_back("not known: service hooks for " + unwanted);
  }
  return faults;
}

/// Each that should deliver and does not.
std::vector<std::string> faults_of_lacking(const std::vector<Voice>& voices, const std::string& wanted) {
  std::vector<std::string> faults;
  for (const Voice& voice : voices) {
    if (voice.is_there == Truth::yes) continue;
    faults.push_back(fault_of(*voice.subscription) + " is " + voice.subscription->status);
  }
  if (voices.empty()) faults.push_back("no service hook for " + wanted);
  return faults;
}

Outcome decide_event(const ServiceHooks& wanted, const std::string& event, const Question& question) {
  Outcome outcome;
  const bool forbids = question.mode() == Rule::Mode::forbid;
  const std::string what = wanted_hook(wanted, event, question);
  outcome.expected = forbids ? "no service hook for " + what : "an enabled service hook for " + what;
  outcome.support.add_reads(question.facts.view().subscriptions().reads);
  const Identity* account = nullptr;
  if (!wanted.by_anyone) {
    account = account_for(question, outcome);
    if (account == nullptr) return outcome;
  }
  const std::string maker = account == nullptr ? "" : ", made by " + account_name(*account);
  const std::vector<Voice> voices = hear(wanted, event, account, question);
  const Voice* best = voices.empty() ? nullptr : &voices.front();
  Truth is_there = best == nullptr ? Truth::no : best->is_there;
  if (is_there == Truth::unknown) {
    outcome.support.add_gap(
        {Gap::Kind::not_decidable, "whether the service hook for " + what + " is the one",
         name_of(*best->subscription) + " is " + best->why,
         "look at Project settings › Service hooks; where a part of the events is enough, "
         "say `limited: true` in the policy"});
  } else if (is_there == Truth::no && !is_whole_list(question, "the service hooks for " + what, outcome)) {
    is_there = Truth::unknown;
  }
  tell(outcome, what, maker, best);
  outcome.holds = forbids ? !is_there : is_there;
  const std::string lasting = lasting_name(wanted, event, question);
  outcome.faults =
      forbids ? faults_of_delivering(voices, lasting, question) : faults_of_lacking(voices, lasting);
  outcome.remediation = forbids ? delete_them(voices, question) : make_it(best, event);
  return outcome;
}

Outcome decide_service_hooks(const ServiceHooks& wanted, const Question& question) {
  std::vector<Outcome> outcomes;
  outcomes.reserve(wanted.events.size());
  for (const std::string& event : wanted.events) outcomes.push_back(decide_event(wanted, event, question));
  return join_all(std::move(outcomes));
}

}  // namespace

constexpr Check service_hooks_check = make_check<ServiceHooks, decide_service_hooks>(
    "service_hooks", "service hooks that deliver events, as the service lists them");

}  // namespace patrol
