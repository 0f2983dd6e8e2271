import type { IssueDraft } from '#lib/engines/vendors/types.ts'

/** One page of a list that Jira gives in parts. */
export type JiraPage<T> = { found: T[]; total: number }

type IssueType = { id: string; name: string; subtask: boolean }
export type CreateField = {
  id: string
  name: string
  /** it must be filled, and has no value of its own */
  required: boolean
  /** names of the values it may have, where they are listed */
  names: string[]
}

/** What Earshot asks of a Jira, whichever deployment it is. Every method throws NetFault, a JiraFault when Jira refused. */
export type JiraApi = {
  /** without the path of the API */
  site: string
  /** rich text as this deployment takes it */
  description(description: IssueDraft['description']): unknown
  /** a comment whose last line is its reference */
  commentBody(text: string, reference: string): unknown
  /** the value of the field `assignee` */
  assignee(person: string): unknown
  /** the oldest issue that fits */
  find(jql: string): Promise<unknown>
  /** the key of the new issue */
  create(fields: Record<string, unknown>): Promise<string>
  read(key: string): Promise<unknown>
  /** `labels` are added to those it has */
  edit(key: string, fields: Record<string, unknown>, labels: string[]): Promise<void>
  addComment(key: string, body: unknown): Promise<void>
  /** bodies of comments, the newest first */
  comments(key: string, startAt: number): Promise<JiraPage<unknown>>
  /** transitions that the issue offers now, with the fields of their screens */
  transitions(key: string): Promise<unknown[]>
  move(key: string, transition: string, fields: Record<string, unknown>): Promise<void>
  /** every status of the project with its category, by issue type */
  statuses(project: string): Promise<unknown>
  me(): Promise<{ name: string | undefined; reply: Record<string, unknown> }>
  issueTypes(project: string, startAt: number): Promise<JiraPage<IssueType>>
  createFields(project: string, type: string, startAt: number): Promise<JiraPage<CreateField>>
}
