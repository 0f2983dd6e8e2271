/** The closed lists of the product; zod schemas and database checks are made from the same arrays. */
export const roles = ['admin', 'qa_engineer', 'reviewer', 'viewer'] as const
export const casePriorities = ['critical', 'high', 'medium', 'low'] as const
export const caseStatuses = ['draft', 'active', 'archived'] as const
export const runModes = ['voice', 'text', 'twin'] as const
export const runStatuses = ['queued', 'running', 'completed', 'failed', 'cancelled'] as const
export const itemStatuses = ['pending', 'running', 'completed', 'failed', 'cancelled'] as const
export const verdicts = ['passed', 'failed', 'invalid'] as const
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
export const failOn = ['any', 'new', 'never'] as const
export const defectStatuses = ['open', 'in_progress', 'resolved', 'closed', 'reopened'] as const
export const severities = ['critical', 'high', 'medium', 'low'] as const
export const deliveryDirections = ['inbound', 'outbound'] as const
export const deliveryStatuses = [
  'accepted',
  'duplicate',
  'ignored',
  'processed',
  'failed',
  'dead',
] as const
export const notificationStatuses = ['pending', 'sent', 'suppressed', 'failed', 'dead'] as const
export const commentSubjects = ['suite', 'case', 'run', 'execution', 'defect'] as const
export const edgeCaseStatuses = ['open', 'covered', 'dismissed'] as const

export type Role = (typeof roles)[number]
export type RunMode = (typeof runModes)[number]
export type RunStatus = (typeof runStatuses)[number]
export type ReviewStatus = (typeof reviewStatuses)[number]
export type CasePriority = (typeof casePriorities)[number]
