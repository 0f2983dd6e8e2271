import { listOwnSessions, listUserSessions } from '#lib/accounts/list-sessions.ts'
import { getMe, getUser, listActivity, listApiTokens, listUsers } from '#lib/accounts/queries.ts'
import { findDeadLetters } from '#lib/dead-letters/queries.ts'
import { getDefect, listDefects } from '#lib/defects/queries.ts'
import {
  getDeviceProfile,
  listDeviceProfiles,
  listNoiseRecordings,
} from '#lib/device-profiles/queries.ts'
import { getExecution, getExecutionAudio } from '#lib/executions/queries.ts'
import { readSnapshot } from '#lib/insights/metrics/read-snapshot.ts'
import { getOverview } from '#lib/insights/overview/overview.ts'
import { suiteVerdicts } from '#lib/insights/overview/suite-verdicts.ts'
import { analyzeRun } from '#lib/insights/run/analyze-run.ts'
import { RunAnalysisQuery } from '#lib/insights/run/schema.ts'
import { listVersions } from '#lib/integrations/connection-history.ts'
import { findFileState } from '#lib/integrations/managed/file-state.ts'
import { getConnection, getConnectionRow, listConnections } from '#lib/integrations/queries.ts'
import { getCalibration, listCalibrations, listEngines } from '#lib/meaning/queries.ts'
import { getNotification, listNotifications } from '#lib/notifications/queries.ts'
import { getRule, listRules } from '#lib/notifications/rules/rule-queries.ts'
import { countUndelivered } from '#lib/notifications/undelivered.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { NotFoundError } from '#lib/platform/errors.ts'
import { PageQuery } from '#lib/platform/format/cursor.ts'
import { cutInForce } from '#lib/policies/cut-in-force.ts'
import { listBands } from '#lib/policies/list-bands.ts'
import { getReply, listReplies } from '#lib/policies/list-replies.ts'
import { policyCurve } from '#lib/policies/policy-curve.ts'
import { diffPolicies, getPolicy, getPolicyInForce, listPolicies } from '#lib/policies/queries.ts'
import { getReplay, listReplayChanges, listReplays } from '#lib/replays/queries.ts'
import { reviewAgreement } from '#lib/review/agreement.ts'
import {
  countOpenReviews,
  findReviewOf,
  getReviewItem,
  getReviewTask,
  listReviews,
} from '#lib/review/queries.ts'
import { getSearch, listSearches } from '#lib/robustness/queries.ts'
import { searchCases } from '#lib/robustness/search-cases.ts'
import { getRunResults, listRunItems } from '#lib/runs/item-queries.ts'
import { listWorkerKills } from '#lib/runs/list-worker-kills.ts'
import { getRun, listRuns } from '#lib/runs/queries.ts'
import { readReportDetails } from '#lib/runs/report-details.ts'
import { RunItemFilter, runItemSorts } from '#lib/runs/schema.ts'
import { startRunOptions } from '#lib/runs/start-run-options.ts'
import { suitesToRun } from '#lib/runs/suites-to-run.ts'
import { getSchedule, listSchedules } from '#lib/schedules/queries.ts'
import { exportSuite } from '#lib/suites/export-suite.ts'
import {
  getCase,
  getSuite,
  listCases,
  listCasesOf,
  listCaseVersions,
  listSuites,
} from '#lib/suites/queries.ts'
import { getTarget, listTargets, listTargetVersions, listVariables } from '#lib/targets/queries.ts'
import { getTriggers } from '#lib/webhooks/triggers.ts'
import { getDelivery, listDeliveries } from '#lib/webhooks/queries.ts'

/** What is looked at in a filled organization: the newest of each thing, or what lies in the middle of a long list. */
export type Place = {
  userId: string
  suiteIds: string[]
  caseId: string
  targetId: string
  connectionId: string
  /** the newest run whose executions have their evidence in full */
  runId: string
  /** in the middle of its run */
  itemId: string
  executionId: string
  failedIds: string[]
  middleRunId: string
  defectId: string
  reviewId: string
  replayId: string
  searchId: string
  deliveryId: string
  notificationId: string
  /** an id of nothing */
  nothing: string
}

export type PageRead = (ctx: Ctx, place: Place) => Promise<unknown>

const page = PageQuery.parse({})

const items =
  (filter: Record<string, unknown>): PageRead =>
  (ctx, { runId }) =>
    listRunItems(ctx, runId, RunItemFilter.parse({ limit: 50, ...filter }))

/** A read that need not find anything: its statements are the same. */
const perhaps =
  (read: PageRead): PageRead =>
  async (ctx, place) => {
    try {
      return await read(ctx, place)
    } catch (error) {
      if (error instanceof NotFoundError) return null
      throw error
    }
  }

const runs: Record<string, PageRead> = {
  getOverview: (ctx) => getOverview(ctx),
  'getOverview, 90 days': (ctx) => getOverview(ctx, { days: 90 }),
  suiteVerdicts: (ctx, { suiteIds }) => suiteVerdicts(ctx, suiteIds),
  readSnapshot: (ctx) => readSnapshot(ctx.db),
  listRuns: (ctx) => listRuns(ctx),
  'listRuns, from the middle': (ctx, { middleRunId }) => listRuns(ctx, { cursor: middleRunId }),
  'listRuns, of a suite': (ctx, { suiteIds }) => listRuns(ctx, { suiteId: suiteIds[0] }),
  'listRuns, in a state that none is in': (ctx) => listRuns(ctx, { status: 'running' }),
  getRun: (ctx, { runId }) => getRun(ctx, runId),
  getRunResults: (ctx, { runId }) => getRunResults(ctx, runId, RunItemFilter.parse({ limit: 50 })),
  'listRunItems, 500': items({ limit: 500 }),
  'listRunItems, from the middle': (ctx, { runId, itemId }) =>
    listRunItems(ctx, runId, RunItemFilter.parse({ limit: 50, cursor: itemId })),
  'listRunItems, failed': items({ verdict: 'failed' }),
  'listRunItems, doubtful': items({ review_status: 'manual_review' }),
  'listRunItems, review without a hit': items({ review_status: 'rejected' }),
  'listRunItems, blame without a hit': items({ blame: 'nobody' }),
  'listRunItems, twin without a hit': items({ twin: 'lucky' }),
  'listRunItems, search': items({ search: 'case 3' }),
  'listRunItems, search without a hit': items({ search: 'nothing like it' }),
  ...Object.fromEntries(
    runItemSorts.map((sort) => [`listRunItems, by ${sort}`, items({ sort, dir: 'desc' })]),
  ),
  analyzeRun: (ctx, { runId }) => analyzeRun(ctx, runId, RunAnalysisQuery.parse({})),
  'analyzeRun, by case': (ctx, { runId }) =>
    analyzeRun(ctx, runId, RunAnalysisQuery.parse({ by: 'case', min_sample: 30 })),
  readReportDetails: (ctx, { failedIds }) => readReportDetails(ctx, failedIds),
  listWorkerKills: (ctx) => listWorkerKills(ctx),
  getExecution: (ctx, { executionId }) => getExecution(ctx, executionId),
  getExecutionAudio: (ctx, { executionId }) => getExecutionAudio(ctx, executionId, 0),
  startRunOptions: (ctx) => startRunOptions(ctx),
  suitesToRun: (ctx, { suiteIds }) => suitesToRun(ctx, suiteIds),
}

const judgements: Record<string, PageRead> = {
  listReviews: (ctx) => listReviews(ctx),
  'listReviews, decided': (ctx) => listReviews(ctx, { status: 'decided' }),
  countOpenReviews: (ctx) => countOpenReviews(ctx),
  getReviewItem: (ctx, { reviewId }) => getReviewItem(ctx, reviewId),
  getReviewTask: (ctx, { reviewId }) => getReviewTask(ctx, reviewId),
  findReviewOf: (ctx, { executionId }) => findReviewOf(ctx, executionId),
  reviewAgreement: (ctx) => reviewAgreement(ctx),
  listReplays: (ctx) => listReplays(ctx),
  'listReplays, of a run': (ctx, { runId }) => listReplays(ctx, runId),
  getReplay: (ctx, { replayId }) => getReplay(ctx, replayId),
  listReplayChanges: (ctx, { replayId }) => listReplayChanges(ctx, replayId),
  listDefects: (ctx) => listDefects(ctx),
  'listDefects, open': (ctx) => listDefects(ctx, { open_only: true }),
  'listDefects, of a suite': (ctx, { suiteIds }) => listDefects(ctx, { suite_id: suiteIds[0] }),
  'listDefects, search without a hit': (ctx) => listDefects(ctx, { search: 'nothing like it' }),
  getDefect: (ctx, { defectId }) => getDefect(ctx, defectId),
  listSearches: (ctx) => listSearches(ctx),
  'listSearches, of a case': (ctx, { caseId }) => listSearches(ctx, { caseId }),
  getSearch: (ctx, { searchId }) => getSearch(ctx, searchId),
  searchCases: (ctx) => searchCases(ctx, { text: 'case' }),
  listPolicies: (ctx) => listPolicies(ctx),
  getPolicy: perhaps((ctx, { nothing }) => getPolicy(ctx, nothing)),
  diffPolicies: perhaps((ctx, { nothing }) => diffPolicies(ctx, nothing)),
  getPolicyInForce: (ctx) => getPolicyInForce(ctx),
  cutInForce: (ctx) =>
    cutInForce(ctx, { policy_version: 1, automatic_verdict: 'passed', band_text: null }),
  listBands: (ctx) => listBands(ctx),
  policyCurve: (ctx) => policyCurve(ctx),
  'policyCurve, of a suite': (ctx, { suiteIds: [suite_id] }) => policyCurve(ctx, { suite_id }),
  'policyCurve, of a case': (ctx, { caseId }) => policyCurve(ctx, { case_id: caseId }),
  listReplies: (ctx) => listReplies(ctx),
  'listReplies, of an execution': (ctx, { executionId }) =>
    listReplies(ctx, { execution_id: executionId }),
  getReply: perhaps((ctx, { nothing }) => getReply(ctx, nothing)),
}

const beside: Record<string, PageRead> = {
  listActivity: (ctx) => listActivity(ctx, page),
  'listActivity, of one thing': (ctx, { runId }) =>
    listActivity(ctx, { ...page, entity_type: 'run', entity_id: runId }),
  'listActivity, of a kind that is not there': (ctx) =>
    listActivity(ctx, { ...page, entity_type: 'nothing' }),
  'listActivity, of nobody': (ctx, { nothing }) => listActivity(ctx, { ...page, user_id: nothing }),
  listDeliveries: (ctx) => listDeliveries(ctx),
  'listDeliveries, failed': (ctx) => listDeliveries(ctx, { status: 'failed' }),
  getDelivery: (ctx, { deliveryId }) => getDelivery(ctx, deliveryId),
  listNotifications: (ctx) => listNotifications(ctx),
  'listNotifications, dead': (ctx) => listNotifications(ctx, { status: 'dead' }),
  'listNotifications, of a subject': (ctx, { runId }) =>
    listNotifications(ctx, { subject_id: runId }),
  getNotification: (ctx, { notificationId }) => getNotification(ctx, notificationId),
  countUndelivered: (ctx, { connectionId }) => countUndelivered(ctx, connectionId),
  listRules: (ctx) => listRules(ctx),
  getRule: perhaps((ctx, { nothing }) => getRule(ctx, nothing)),
  findDeadLetters: (ctx) => findDeadLetters(ctx, page),
  listConnections: (ctx) => listConnections(ctx),
  getConnection: (ctx, { connectionId }) => getConnection(ctx, connectionId),
  getConnectionRow: (ctx, { connectionId }) => getConnectionRow(ctx, connectionId),
  listVersions: (ctx, { connectionId }) => listVersions(ctx, connectionId),
  findFileState: (ctx) => findFileState(ctx),
  getTriggers: (ctx, { connectionId }) => getTriggers(ctx, connectionId),
  listSchedules: (ctx) => listSchedules(ctx),
  getSchedule: perhaps((ctx, { nothing }) => getSchedule(ctx, nothing)),
}

const settings: Record<string, PageRead> = {
  listSuites: (ctx) => listSuites(ctx, page),
  getSuite: (ctx, { suiteIds }) => getSuite(ctx, suiteIds[0] ?? ''),
  exportSuite: (ctx, { suiteIds }) => exportSuite(ctx, suiteIds[0] ?? ''),
  listCases: (ctx, { suiteIds }) => listCases(ctx, suiteIds[0] ?? '', page),
  listCasesOf: (ctx, { suiteIds }) => listCasesOf(ctx, suiteIds[0] ?? '', page),
  getCase: (ctx, { caseId }) => getCase(ctx, caseId),
  listCaseVersions: (ctx, { caseId }) => listCaseVersions(ctx, caseId),
  listTargets: (ctx) => listTargets(ctx, page),
  getTarget: (ctx, { targetId }) => getTarget(ctx, targetId),
  listTargetVersions: (ctx, { targetId }) => listTargetVersions(ctx, targetId),
  listVariables: (ctx, { targetId }) => listVariables(ctx, targetId),
  listDeviceProfiles: (ctx) => listDeviceProfiles(ctx),
  getDeviceProfile: perhaps((ctx, { nothing }) => getDeviceProfile(ctx, nothing)),
  listNoiseRecordings: (ctx) => listNoiseRecordings(ctx),
  listCalibrations: (ctx) => listCalibrations(ctx),
  getCalibration: perhaps((ctx, { nothing }) => getCalibration(ctx, nothing)),
  listEngines: (ctx) => listEngines(ctx),
  getMe: (ctx) => getMe(ctx),
  getUser: (ctx, { userId }) => getUser(ctx, userId),
  listUsers: (ctx) => listUsers(ctx, page),
  listApiTokens: (ctx) => listApiTokens(ctx, page),
  listOwnSessions: (ctx) => listOwnSessions(ctx),
  listUserSessions: (ctx, { userId }) => listUserSessions(ctx, userId),
}

/**
 * Every read of the pages and of the API, as the product calls it: by the name of its function, with what it is asked for
 * where there are several. `page-reads.test.ts` finds the reads that are missing here.
 */
export const pageReads: Record<string, PageRead> = {
  ...runs,
  ...judgements,
  ...beside,
  ...settings,
}
