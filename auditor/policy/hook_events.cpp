#include "auditor/policy/hook_events.h"

#include <array>

namespace patrol {

std::span<const std::string_view> hook_events() {
  // API.md 3.10, and "Service hooks events" of MicrosoftDocs/azure-devops-docs.
  static constexpr std::array<std::string_view, 30> all{"build.complete",
                                                        "elasticagentpool.resized",
                                                        "git.pullrequest.created",
                                                        "git.pullrequest.merged",
                                                        "git.pullrequest.updated",
                                                        "git.push",
                                                        "git.repo.created",
                                                        "git.repo.deleted",
                                                        "git.repo.forked",
                                                        "git.repo.renamed",
                                                        "git.repo.statuschanged",
                                                        "message.posted",
                                                        "ms.vss-code.git-pullrequest-comment-event",
                                                        "ms.vss-pipelinechecks-events.approval-completed",
                                                        "ms.vss-pipelinechecks-events.approval-pending",
                                                        "ms.vss-pipelines.job-state-changed-event",
                                                        "ms.vss-pipelines.run-state-changed-event",
                                                        "ms.vss-pipelines.stage-state-changed-event",
                                                        "ms.vss-release.deployment-approval-completed-event",
                                                        "ms.vss-release.deployment-approval-pending-event",
                                                        "ms.vss-release.deployment-completed-event",
                                                        "ms.vss-release.deployment-started-event",
                                                        "ms.vss-release.release-abandoned-event",
                                                        "ms.vss-release.release-created-event",
                                                        "tfvc.checkin",
                                                        "workitem.commented",
                                                        "workitem.created",
                                                        "workitem.deleted",
                                                        "workitem.restored",
                                                        "workitem.updated"};
  return all;
}

}  // namespace patrol
