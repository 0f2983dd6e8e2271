// Written from the files app/api/**/route.ts by `npm run generate`; do not edit.
import * as events from '#app/api/events/route.ts'
import * as health from '#app/api/health/route.ts'
import * as metrics from '#app/api/metrics/route.ts'
import * as ready from '#app/api/ready/route.ts'
import * as activity from '#app/api/v1/activity/route.ts'
import * as apiTokens from '#app/api/v1/api-tokens/route.ts'
import * as apiTokensId from '#app/api/v1/api-tokens/[id]/route.ts'
import * as approvedReplies from '#app/api/v1/approved-replies/route.ts'
import * as approvedRepliesId from '#app/api/v1/approved-replies/[id]/route.ts'
import * as approvedRepliesIdWithdraw from '#app/api/v1/approved-replies/[id]/withdraw/route.ts'
import * as authLogout from '#app/api/v1/auth/logout/route.ts'
import * as authRefresh from '#app/api/v1/auth/refresh/route.ts'
import * as authToken from '#app/api/v1/auth/token/route.ts'
import * as breakPoints from '#app/api/v1/break-points/route.ts'
import * as breakPointsId from '#app/api/v1/break-points/[id]/route.ts'
import * as casesId from '#app/api/v1/cases/[id]/route.ts'
import * as casesIdVersions from '#app/api/v1/cases/[id]/versions/route.ts'
import * as deadLetters from '#app/api/v1/dead-letters/route.ts'
import * as deadLettersDiscard from '#app/api/v1/dead-letters/discard/route.ts'
import * as deadLettersRequeue from '#app/api/v1/dead-letters/requeue/route.ts'
import * as defects from '#app/api/v1/defects/route.ts'
import * as defectsId from '#app/api/v1/defects/[id]/route.ts'
import * as defectsIdEvidence from '#app/api/v1/defects/[id]/evidence/route.ts'
import * as defectsIdIssue from '#app/api/v1/defects/[id]/issue/route.ts'
import * as deliveries from '#app/api/v1/deliveries/route.ts'
import * as deliveriesId from '#app/api/v1/deliveries/[id]/route.ts'
import * as deliveriesIdDryRun from '#app/api/v1/deliveries/[id]/dry-run/route.ts'
import * as deliveriesIdRedeliver from '#app/api/v1/deliveries/[id]/redeliver/route.ts'
import * as deviceProfiles from '#app/api/v1/device-profiles/route.ts'
import * as deviceProfilesId from '#app/api/v1/device-profiles/[id]/route.ts'
import * as deviceProfilesIdCopy from '#app/api/v1/device-profiles/[id]/copy/route.ts'
import * as deviceProfilesNoise from '#app/api/v1/device-profiles/noise/route.ts'
import * as deviceProfilesPreview from '#app/api/v1/device-profiles/preview/route.ts'
import * as deviceProfilesPreviewAudio from '#app/api/v1/device-profiles/preview/audio/route.ts'
import * as environmentVariables from '#app/api/v1/environment-variables/route.ts'
import * as environmentVariablesId from '#app/api/v1/environment-variables/[id]/route.ts'
import * as evidenceKeys from '#app/api/v1/evidence-keys/route.ts'
import * as executionsId from '#app/api/v1/executions/[id]/route.ts'
import * as executionsIdAudioSide from '#app/api/v1/executions/[id]/audio/[side]/route.ts'
import * as executionsIdEvidence from '#app/api/v1/executions/[id]/evidence/route.ts'
import * as executionsIdRetry from '#app/api/v1/executions/[id]/retry/route.ts'
import * as executionsIdReview from '#app/api/v1/executions/[id]/review/route.ts'
import * as executionsIdTimeline from '#app/api/v1/executions/[id]/timeline/route.ts'
import * as executionsIdWaveforms from '#app/api/v1/executions/[id]/waveforms/route.ts'
import * as integrations from '#app/api/v1/integrations/route.ts'
import * as integrationsId from '#app/api/v1/integrations/[id]/route.ts'
import * as integrationsIdCheck from '#app/api/v1/integrations/[id]/check/route.ts'
import * as integrationsIdHookAddress from '#app/api/v1/integrations/[id]/hook-address/route.ts'
import * as integrationsIdResend from '#app/api/v1/integrations/[id]/resend/route.ts'
import * as integrationsIdRotateSecret from '#app/api/v1/integrations/[id]/rotate-secret/route.ts'
import * as integrationsIdTestMessage from '#app/api/v1/integrations/[id]/test-message/route.ts'
import * as integrationsIdTriggers from '#app/api/v1/integrations/[id]/triggers/route.ts'
import * as integrationsIdUndelivered from '#app/api/v1/integrations/[id]/undelivered/route.ts'
import * as judge from '#app/api/v1/judge/route.ts'
import * as me from '#app/api/v1/me/route.ts'
import * as mePassword from '#app/api/v1/me/password/route.ts'
import * as meSessions from '#app/api/v1/me/sessions/route.ts'
import * as meSessionsId from '#app/api/v1/me/sessions/[id]/route.ts'
import * as meaningCalibrations from '#app/api/v1/meaning/calibrations/route.ts'
import * as meaningCalibrationsId from '#app/api/v1/meaning/calibrations/[id]/route.ts'
import * as meaningEngines from '#app/api/v1/meaning/engines/route.ts'
import * as notificationRules from '#app/api/v1/notification-rules/route.ts'
import * as notificationRulesId from '#app/api/v1/notification-rules/[id]/route.ts'
import * as notificationRulesIdMute from '#app/api/v1/notification-rules/[id]/mute/route.ts'
import * as notifications from '#app/api/v1/notifications/route.ts'
import * as notificationsId from '#app/api/v1/notifications/[id]/route.ts'
import * as notificationsIdResend from '#app/api/v1/notifications/[id]/resend/route.ts'
import * as organizations from '#app/api/v1/organizations/route.ts'
import * as policies from '#app/api/v1/policies/route.ts'
import * as policiesId from '#app/api/v1/policies/[id]/route.ts'
import * as policiesIdDiff from '#app/api/v1/policies/[id]/diff/route.ts'
import * as policiesIdRestore from '#app/api/v1/policies/[id]/restore/route.ts'
import * as policiesBands from '#app/api/v1/policies/bands/route.ts'
import * as policiesCurve from '#app/api/v1/policies/curve/route.ts'
import * as policiesInForce from '#app/api/v1/policies/in-force/route.ts'
import * as queues from '#app/api/v1/queues/route.ts'
import * as replays from '#app/api/v1/replays/route.ts'
import * as replaysId from '#app/api/v1/replays/[id]/route.ts'
import * as replaysIdApply from '#app/api/v1/replays/[id]/apply/route.ts'
import * as replaysIdChanges from '#app/api/v1/replays/[id]/changes/route.ts'
import * as replaysIdDiscard from '#app/api/v1/replays/[id]/discard/route.ts'
import * as reviews from '#app/api/v1/reviews/route.ts'
import * as reviewsId from '#app/api/v1/reviews/[id]/route.ts'
import * as reviewsIdDecision from '#app/api/v1/reviews/[id]/decision/route.ts'
import * as reviewsIdHeartbeat from '#app/api/v1/reviews/[id]/heartbeat/route.ts'
import * as reviewsIdRelease from '#app/api/v1/reviews/[id]/release/route.ts'
import * as reviewsAgreement from '#app/api/v1/reviews/agreement/route.ts'
import * as reviewsClaim from '#app/api/v1/reviews/claim/route.ts'
import * as runs from '#app/api/v1/runs/route.ts'
import * as runsId from '#app/api/v1/runs/[id]/route.ts'
import * as runsIdAnalysis from '#app/api/v1/runs/[id]/analysis/route.ts'
import * as runsIdCancel from '#app/api/v1/runs/[id]/cancel/route.ts'
import * as runsIdCtrfJson from '#app/api/v1/runs/[id]/ctrf.json/route.ts'
import * as runsIdExecutions from '#app/api/v1/runs/[id]/executions/route.ts'
import * as runsIdJunitXml from '#app/api/v1/runs/[id]/junit.xml/route.ts'
import * as runsIdPause from '#app/api/v1/runs/[id]/pause/route.ts'
import * as runsIdReplay from '#app/api/v1/runs/[id]/replay/route.ts'
import * as runsIdResendStatus from '#app/api/v1/runs/[id]/resend-status/route.ts'
import * as runsIdResume from '#app/api/v1/runs/[id]/resume/route.ts'
import * as runsIdRetryFailed from '#app/api/v1/runs/[id]/retry-failed/route.ts'
import * as schedules from '#app/api/v1/schedules/route.ts'
import * as schedulesId from '#app/api/v1/schedules/[id]/route.ts'
import * as schedulesIdRun from '#app/api/v1/schedules/[id]/run/route.ts'
import * as secretsReseal from '#app/api/v1/secrets/reseal/route.ts'
import * as suites from '#app/api/v1/suites/route.ts'
import * as suitesId from '#app/api/v1/suites/[id]/route.ts'
import * as suitesIdCases from '#app/api/v1/suites/[id]/cases/route.ts'
import * as suitesIdExport from '#app/api/v1/suites/[id]/export/route.ts'
import * as suitesImport from '#app/api/v1/suites/import/route.ts'
import * as targets from '#app/api/v1/targets/route.ts'
import * as targetsId from '#app/api/v1/targets/[id]/route.ts'
import * as targetsIdCheck from '#app/api/v1/targets/[id]/check/route.ts'
import * as targetsIdVersions from '#app/api/v1/targets/[id]/versions/route.ts'
import * as toolCallsToken from '#app/api/v1/tool-calls/[token]/route.ts'
import * as toolCallsTokenTool from '#app/api/v1/tool-calls/[token]/[tool]/route.ts'
import * as users from '#app/api/v1/users/route.ts'
import * as usersId from '#app/api/v1/users/[id]/route.ts'
import * as usersIdSessions from '#app/api/v1/users/[id]/sessions/route.ts'
import * as voices from '#app/api/v1/voices/route.ts'
import * as voicesEngineVoiceSample from '#app/api/v1/voices/[engine]/[voice]/sample/route.ts'
import * as workers from '#app/api/v1/workers/route.ts'
import * as workersKills from '#app/api/v1/workers/kills/route.ts'
import * as webhooksCiCd from '#app/api/webhooks/ci-cd/route.ts'

/** Every route file of the API, by its address. */
export const apiModules: Record<string, object> = {
  '/api/events': events,
  '/api/health': health,
  '/api/metrics': metrics,
  '/api/ready': ready,
  '/api/v1/activity': activity,
  '/api/v1/api-tokens': apiTokens,
  '/api/v1/api-tokens/{id}': apiTokensId,
  '/api/v1/approved-replies': approvedReplies,
  '/api/v1/approved-replies/{id}': approvedRepliesId,
  '/api/v1/approved-replies/{id}/withdraw': approvedRepliesIdWithdraw,
  '/api/v1/auth/logout': authLogout,
  '/api/v1/auth/refresh': authRefresh,
  '/api/v1/auth/token': authToken,
  '/api/v1/break-points': breakPoints,
  '/api/v1/break-points/{id}': breakPointsId,
  '/api/v1/cases/{id}': casesId,
  '/api/v1/cases/{id}/versions': casesIdVersions,
  '/api/v1/dead-letters': deadLetters,
  '/api/v1/dead-letters/discard': deadLettersDiscard,
  '/api/v1/dead-letters/requeue': deadLettersRequeue,
  '/api/v1/defects': defects,
  '/api/v1/defects/{id}': defectsId,
  '/api/v1/defects/{id}/evidence': defectsIdEvidence,
  '/api/v1/defects/{id}/issue': defectsIdIssue,
  '/api/v1/deliveries': deliveries,
  '/api/v1/deliveries/{id}': deliveriesId,
  '/api/v1/deliveries/{id}/dry-run': deliveriesIdDryRun,
  '/api/v1/deliveries/{id}/redeliver': deliveriesIdRedeliver,
  '/api/v1/device-profiles': deviceProfiles,
  '/api/v1/device-profiles/{id}': deviceProfilesId,
  '/api/v1/device-profiles/{id}/copy': deviceProfilesIdCopy,
  '/api/v1/device-profiles/noise': deviceProfilesNoise,
  '/api/v1/device-profiles/preview': deviceProfilesPreview,
  '/api/v1/device-profiles/preview/audio': deviceProfilesPreviewAudio,
  '/api/v1/environment-variables': environmentVariables,
  '/api/v1/environment-variables/{id}': environmentVariablesId,
  '/api/v1/evidence-keys': evidenceKeys,
  '/api/v1/executions/{id}': executionsId,
  '/api/v1/executions/{id}/audio/{side}': executionsIdAudioSide,
  '/api/v1/executions/{id}/evidence': executionsIdEvidence,
  '/api/v1/executions/{id}/retry': executionsIdRetry,
  '/api/v1/executions/{id}/review': executionsIdReview,
  '/api/v1/executions/{id}/timeline': executionsIdTimeline,
  '/api/v1/executions/{id}/waveforms': executionsIdWaveforms,
  '/api/v1/integrations': integrations,
  '/api/v1/integrations/{id}': integrationsId,
  '/api/v1/integrations/{id}/check': integrationsIdCheck,
  '/api/v1/integrations/{id}/hook-address': integrationsIdHookAddress,
  '/api/v1/integrations/{id}/resend': integrationsIdResend,
  '/api/v1/integrations/{id}/rotate-secret': integrationsIdRotateSecret,
  '/api/v1/integrations/{id}/test-message': integrationsIdTestMessage,
  '/api/v1/integrations/{id}/triggers': integrationsIdTriggers,
  '/api/v1/integrations/{id}/undelivered': integrationsIdUndelivered,
  '/api/v1/judge': judge,
  '/api/v1/me': me,
  '/api/v1/me/password': mePassword,
  '/api/v1/me/sessions': meSessions,
  '/api/v1/me/sessions/{id}': meSessionsId,
  '/api/v1/meaning/calibrations': meaningCalibrations,
  '/api/v1/meaning/calibrations/{id}': meaningCalibrationsId,
  '/api/v1/meaning/engines': meaningEngines,
  '/api/v1/notification-rules': notificationRules,
  '/api/v1/notification-rules/{id}': notificationRulesId,
  '/api/v1/notification-rules/{id}/mute': notificationRulesIdMute,
  '/api/v1/notifications': notifications,
  '/api/v1/notifications/{id}': notificationsId,
  '/api/v1/notifications/{id}/resend': notificationsIdResend,
  '/api/v1/organizations': organizations,
  '/api/v1/policies': policies,
  '/api/v1/policies/{id}': policiesId,
  '/api/v1/policies/{id}/diff': policiesIdDiff,
  '/api/v1/policies/{id}/restore': policiesIdRestore,
  '/api/v1/policies/bands': policiesBands,
  '/api/v1/policies/curve': policiesCurve,
  '/api/v1/policies/in-force': policiesInForce,
  '/api/v1/queues': queues,
  '/api/v1/replays': replays,
  '/api/v1/replays/{id}': replaysId,
  '/api/v1/replays/{id}/apply': replaysIdApply,
  '/api/v1/replays/{id}/changes': replaysIdChanges,
  '/api/v1/replays/{id}/discard': replaysIdDiscard,
  '/api/v1/reviews': reviews,
  '/api/v1/reviews/{id}': reviewsId,
  '/api/v1/reviews/{id}/decision': reviewsIdDecision,
  '/api/v1/reviews/{id}/heartbeat': reviewsIdHeartbeat,
  '/api/v1/reviews/{id}/release': reviewsIdRelease,
  '/api/v1/reviews/agreement': reviewsAgreement,
  '/api/v1/reviews/claim': reviewsClaim,
  '/api/v1/runs': runs,
  '/api/v1/runs/{id}': runsId,
  '/api/v1/runs/{id}/analysis': runsIdAnalysis,
  '/api/v1/runs/{id}/cancel': runsIdCancel,
  '/api/v1/runs/{id}/ctrf.json': runsIdCtrfJson,
  '/api/v1/runs/{id}/executions': runsIdExecutions,
  '/api/v1/runs/{id}/junit.xml': runsIdJunitXml,
  '/api/v1/runs/{id}/pause': runsIdPause,
  '/api/v1/runs/{id}/replay': runsIdReplay,
  '/api/v1/runs/{id}/resend-status': runsIdResendStatus,
  '/api/v1/runs/{id}/resume': runsIdResume,
  '/api/v1/runs/{id}/retry-failed': runsIdRetryFailed,
  '/api/v1/schedules': schedules,
  '/api/v1/schedules/{id}': schedulesId,
  '/api/v1/schedules/{id}/run': schedulesIdRun,
  '/api/v1/secrets/reseal': secretsReseal,
  '/api/v1/suites': suites,
  '/api/v1/suites/{id}': suitesId,
  '/api/v1/suites/{id}/cases': suitesIdCases,
  '/api/v1/suites/{id}/export': suitesIdExport,
  '/api/v1/suites/import': suitesImport,
  '/api/v1/targets': targets,
  '/api/v1/targets/{id}': targetsId,
  '/api/v1/targets/{id}/check': targetsIdCheck,
  '/api/v1/targets/{id}/versions': targetsIdVersions,
  '/api/v1/tool-calls/{token}': toolCallsToken,
  '/api/v1/tool-calls/{token}/{tool}': toolCallsTokenTool,
  '/api/v1/users': users,
  '/api/v1/users/{id}': usersId,
  '/api/v1/users/{id}/sessions': usersIdSessions,
  '/api/v1/voices': voices,
  '/api/v1/voices/{engine}/{voice}/sample': voicesEngineVoiceSample,
  '/api/v1/workers': workers,
  '/api/v1/workers/kills': workersKills,
  '/api/webhooks/ci-cd': webhooksCiCd,
}
