/** The closed lists of the product; zod schemas and database checks are made from the same arrays. */
export const roles = ['admin', 'qa_engineer', 'reviewer', 'viewer'] as const
/** Who may be behind an entry of the activity log. */
export const actorKinds = ['user', 'api_token', 'webhook', 'schedule', 'system'] as const
/** What an API token may be used for, within what its owner may do. */
export const tokenScopes = ['read', 'run', 'import', 'review', 'webhook', 'admin'] as const
export const sessionKinds = ['browser', 'api'] as const
export const casePriorities = ['critical', 'high', 'medium', 'low'] as const
export const caseStatuses = ['draft', 'active', 'archived'] as const
export const runModes = ['voice', 'text', 'twin'] as const
/** `search` looks for the point where a case breaks: its failures are wanted, and no news. */
export const runPurposes = ['test', 'search'] as const
export const runStatuses = ['queued', 'running', 'completed', 'failed', 'cancelled'] as const
export const itemOrders = ['parallel', 'sequential'] as const
export const itemStatuses = ['pending', 'running', 'completed', 'failed', 'cancelled'] as const
export const verdicts = ['passed', 'failed', 'invalid'] as const
/** Right by voice and text; by text only; by neither; by voice only. */
export const twinOutcomes = ['both_right', 'recognition', 'understanding', 'lucky'] as const
export const reviewStatuses = [
  'auto_pass',
  'auto_fail',
  'manual_review',
  'approved',
  'rejected',
] as const
export const decisions = ['approved', 'rejected'] as const
export const reviewReasons = ['doubtful', 'audit', 'requested'] as const
export const reviewItemStatuses = ['pending', 'decided', 'withdrawn'] as const
/** What is made harder, step by step, until a case breaks. */
export const searchAxes = ['snr', 'speed', 'packet_loss'] as const
/** What a search adds when it lowers the signal-to-noise ratio. */
export const noiseKinds = ['babble', 'pink', 'white', 'brown'] as const
export const searchOutcomes = ['found', 'never_fails', 'always_fails', 'not_judged'] as const
export const failOn = ['any', 'new', 'never'] as const
export const defectStatuses = ['open', 'in_progress', 'resolved', 'closed', 'reopened'] as const
export const severities = ['critical', 'high', 'medium', 'low'] as const
/** Of a webhook that came in: written down, acted upon, set aside with a reason, or given up after all tries. */
export const deliveryStatuses = ['accepted', 'processed', 'ignored', 'failed'] as const
/**
 * Of a message that goes out. `sending` is written before the call: found after a crash, it tells that nobody knows
 * whether the message arrived. `unconfirmed`: it may have, and repeating it could double it.
 */
export const notificationStatuses = [
  'held',
  'pending',
  'sending',
  'sent',
  'suppressed',
  'unconfirmed',
  'dead',
] as const
export const connectionSources = ['settings', 'file', 'environment'] as const
export const linkKinds = ['issue', 'thread', 'comment', 'status'] as const
/** Events that may start something. */
export const triggerEvents = [
  'push',
  'tag',
  'pull_request',
  'merge_group',
  'release',
  'build',
  'deployment',
  'comment',
] as const
export const ciEventKinds = [...triggerEvents, 'ping'] as const
/** What notification rules route. */
export const notificationEvents = [
  'test_run_complete',
  'test_failure',
  'critical_failure',
  'regression_detected',
  'review_backlog',
  'worker_down',
  'defect_created',
  'integration_failing',
] as const
/** What a validation policy holds for. */
export const policyScopes = ['organization', 'suite', 'case'] as const
/** What a person said of a reply's wording. */
export const rulings = ['approved', 'rejected'] as const
/** What may judge whether two texts mean the same. */
export const meaningEngines = ['embeddings', 'onnx', 'llm'] as const
/** `retired`: replaced by a newer one, or its engine scores otherwise than it did. */
export const calibrationStates = ['running', 'in_force', 'failed', 'retired'] as const
export const replayScopes = ['execution', 'run', 'period'] as const
/** `ready`: judged, and waiting for a person to apply or discard it. */
export const replayStates = [
  'running',
  'ready',
  'applying',
  'applied',
  'discarded',
  'failed',
] as const
export const commentSubjects = ['suite', 'case', 'run', 'execution', 'defect'] as const
export const edgeCaseStatuses = ['open', 'covered', 'dismissed'] as const

export type Role = (typeof roles)[number]
export type TokenScope = (typeof tokenScopes)[number]
/** `write` is what versions before gave; it is read as `import` and `review`. */
export type StoredTokenScope = TokenScope | 'write'
export type SessionKind = (typeof sessionKinds)[number]
export type CiEventKind = (typeof ciEventKinds)[number]
export type RunMode = (typeof runModes)[number]
export type RunPurpose = (typeof runPurposes)[number]
export type RunStatus = (typeof runStatuses)[number]
export type TwinOutcome = (typeof twinOutcomes)[number]
export type ReviewStatus = (typeof reviewStatuses)[number]
export type CasePriority = (typeof casePriorities)[number]
