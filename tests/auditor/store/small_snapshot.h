#pragma once

#include "auditor/model/snapshot.h"

#include <string_view>

namespace patrol {

/// A small snapshot in which every shape of data stands once.
inline Snapshot small_snapshot() {
  Organization contoso;
  contoso.name = "Contoso";
  contoso.reads = {
      {.method = "GET", .url = "https://dev.azure.com/Contoso/_apis/projects", .status = 200, .count = 1},
      {.method = "GET",
       .url = "https://vssps.dev.azure.com/Contoso/_apis/tokens",
       .status = 401,
       .count = std::nullopt}};
  const Listing<Project> projects{
      .items = {{.id = "p-1", .name = "Shop", .state = "wellFormed", .visibility = "private"}},
      .rest = std::nullopt};
  contoso.projects = {.known = projects, .reads = {0}};
  const Gap refused{Gap::Kind::unauthorized, "the tokens", "HTTP 401", "vso.tokenadministration"};
  contoso.tokens.try_emplace("aad.x",
                             Fact<Listing<Token>>{.known = {.items = {}, .rest = refused}, .reads = {1}});
  using List = std::optional<AccessControlList>;
  contoso.access_control.try_emplace({"git", "repov2/p-1"},
                                     Fact<Evidence<List>>{.known = List{}, .reads = {0, 1}});
  Snapshot snapshot;
  snapshot.collected_at = *parse_time("2026-11-23T04:04:38Z");
  snapshot.organizations.try_emplace("contoso", contoso);
  return snapshot;
}

/// The same as the file has it.
inline constexpr std::string_view small_text = R"({
 "schema": "patrol/snapshot/7",
 "collected_at": "2026-11-23T04:04:38Z",
 "cut_short": false,
 "organizations": {
  "contoso": {
   "name": "Contoso",
   "reads": [
    {
     "method": "GET",
     "url": "https://dev.azure.com/Contoso/_apis/projects",
     "status": 200,
     "count": 1
    },
    {
     "method": "GET",
     "url": "https://vssps.dev.azure.com/Contoso/_apis/tokens",
     "status": 401,
     "count": null
    }
   ],
   "connection": null,
   "projects": {
    "known": {
     "items": [
      {
       "id": "p-1",
       "name": "Shop",
       "state": "wellFormed",
       "visibility": "private"
      }
     ],
     "rest": null
    },
    "reads": [
     0
    ]
   },
   "namespaces": null,
   "group_names": null,
   "accounts": {},
   "groups": {},
   "memberships": {},
   "tokens": {
    "aad.x": {
     "known": {
      "items": [],
      "rest": {
       "kind": "unauthorized",
       "what": "the tokens",
       "reason": "HTTP 401",
       "grant": "vso.tokenadministration"
      }
     },
     "reads": [
      1
     ]
    }
   },
   "entitlements": {},
   "access_control": {
    "git": {
     "repov2/p-1": {
      "known": {
       "value": null
      },
      "reads": [
       0,
       1
      ]
     }
    }
   },
   "lists_below": {},
   "entra_memberships": {},
   "entra_groups": {},
   "repositories": null,
   "every_repository": null,
   "pipelines": {},
   "root_nodes": {},
   "resources": {},
   "role_assignments": {},
   "identities": {},
   "subscriptions": null,
   "users": null,
   "service_principals": null,
   "probed_tokens": {},
   "probes": {}
  }
 }
}
)";

}  // namespace patrol
