import { z } from 'zod'

import { casePriorities, defectStatuses, severities } from '#db/enums.ts'

const timestamp = z.iso.datetime()

/** An issue of a tracker that stands for a defect. */
const DefectIssueView = z.object({
  key: z.string(),
  url: z.string().nullable(),
  /** the tracker's own word, null when it is not known */
  status: z.string().nullable(),
})

export const DefectView = z.object({
  id: z.uuid(),
  title: z.string(),
  description: z.string(),
  severity: z.enum(severities),
  status: z.enum(defectStatuses),
  blame: z.string().nullable(),
  language: z.string().nullable(),
  case: z
    .object({ id: z.uuid(), key: z.string(), name: z.string(), priority: z.enum(casePriorities) })
    .nullable(),
  suite: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  /** executions that showed it */
  occurrences: z.number().int(),
  /** end of the first and of the latest of them, null when they have been deleted */
  first_seen_at: timestamp.nullable(),
  last_seen_at: timestamp.nullable(),
  assigned_to: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  jira: DefectIssueView.extend({ synced_at: timestamp.nullable() }).nullable(),
  github: DefectIssueView.nullable(),
  resolved_at: timestamp.nullable(),
  created_at: timestamp,
  updated_at: timestamp,
})
export type DefectView = z.output<typeof DefectView>

export const DefectDetailView = DefectView.extend({
  /** the latest evidence first, 50 at most */
  executions: z.array(
    z.object({
      id: z.uuid(),
      run_id: z.uuid(),
      run_name: z.string(),
      verdict: z.string(),
      reason: z.string(),
      finished_at: timestamp,
    }),
  ),
})
export type DefectDetailView = z.output<typeof DefectDetailView>

/** `open_only`: all that nobody has resolved or closed. */
export const DefectFilter = z.strictObject({
  status: z.enum(defectStatuses).optional(),
  severity: z.enum(severities).optional(),
  case_id: z.uuid().optional(),
  suite_id: z.uuid().optional(),
  open_only: z.stringbool().optional(),
  search: z.string().trim().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
  cursor: z.uuid().optional(),
})
export type DefectFilter = Partial<z.output<typeof DefectFilter>>

export const UpdateDefectInput = z
  .strictObject({
    title: z.string().trim().min(1).max(300),
    description: z.string().max(20_000),
    status: z.enum(defectStatuses),
    severity: z.enum(severities),
    /** null: nobody */
    assigned_to: z.uuid().nullable(),
  })
  .partial()
export type UpdateDefectInput = z.input<typeof UpdateDefectInput>

export const LinkIssueInput = z.strictObject({
  integration_id: z.uuid(),
  /** `QA-12`, `owner/name#7` */
  key: z.string().trim().min(1).max(300),
})
export type LinkIssueInput = z.input<typeof LinkIssueInput>
