import {
  addComment,
  createIssue,
  doTransition,
  editIssue,
  getAllStatuses,
  getComments,
  getCreateIssueMetaIssueTypeId,
  getCreateIssueMetaIssueTypes,
  getCurrentUser,
  getIssue,
  getTransitions,
  searchAndReconsileIssuesUsingJqlPost,
} from 'jira.js/cloud'
import { z } from 'zod'

import {
  type AdfDocument,
  commentDocument,
  descriptionDocument,
} from '#lib/engines/vendors/jira/adf.ts'
import type { JiraApi } from '#lib/engines/vendors/jira/api.ts'
import { type JiraClient, jiraClient, siteOf } from '#lib/engines/vendors/jira/client.ts'
import { shownFields } from '#lib/engines/vendors/jira/issue.ts'
import type { JiraConfig, JiraSecrets } from '#lib/engines/vendors/jira/settings.ts'
import type { Io } from '#lib/engines/vendors/types.ts'

/** Pages of a search that are looked through at most. */
const pageLimit = 20
const onPage = 100

const Allowed = z.array(z.object({ name: z.string() })).catch([])

async function find(jira: JiraClient, jql: string): Promise<unknown> {
  let nextPageToken: string | undefined
  for (let page = 0; page < pageLimit; page += 1) {
    const found = await searchAndReconsileIssuesUsingJqlPost(jira('find_issue'), {
      jql,
      fields: shownFields,
      maxResults: 10,
      ...(nextPageToken !== undefined && { nextPageToken }),
    })
    const [first] = found.issues ?? []
    if (first) return first
    // A page may be empty although more follow: Jira leaves out what the account may not see.
    if (!found.nextPageToken) return null
    nextPageToken = found.nextPageToken
  }
  return null
}

const metaOf = (jira: JiraClient): Pick<JiraApi, 'issueTypes' | 'createFields'> => ({
  issueTypes: async (projectIdOrKey, startAt) => {
    const page = { projectIdOrKey, startAt, maxResults: onPage }
    const { issueTypes = [], total = 0 } = await getCreateIssueMetaIssueTypes(
      jira('create_meta'),
      page,
    )
    const found = issueTypes.map(({ id = '', name = '', subtask = false }) => ({
      id,
      name,
      subtask,
    }))
    return { found, total }
  },
  createFields: async (projectIdOrKey, issueTypeId, startAt) => {
    const page = { projectIdOrKey, issueTypeId, startAt, maxResults: onPage }
    const { fields = [], total = 0 } = await getCreateIssueMetaIssueTypeId(
      jira('create_meta'),
      page,
    )
    const found = fields.map((field) => ({
      id: field.fieldId,
      name: field.name,
      required: field.required && field.hasDefaultValue !== true,
      names: Allowed.parse(field.allowedValues).map(({ name }) => name),
    }))
    return { found, total }
  },
})

const issuesOf = (
  jira: JiraClient,
): Pick<JiraApi, 'create' | 'read' | 'edit' | 'addComment' | 'comments'> => ({
  create: async (fields) => (await createIssue(jira('create_issue'), { fields })).key,
  read: (key) => getIssue(jira('get_issue'), { issueIdOrKey: key, fields: shownFields }),
  edit: async (issueIdOrKey, fields, labels) => {
    const added = labels.map((add) => ({ add }))
    const update = added.length > 0 ? { update: { labels: added } } : {}
    await editIssue(jira('update_issue'), { issueIdOrKey, fields, ...update })
  },
  addComment: async (issueIdOrKey, body) => {
    await addComment(jira('comment'), { issueIdOrKey, body: body as AdfDocument })
  },
  comments: async (issueIdOrKey, startAt) => {
    const page = { issueIdOrKey, startAt, maxResults: onPage, orderBy: '-created' } as const
    const { comments = [], total = 0 } = await getComments(jira('comments'), page)
    return { found: comments.map(({ body }) => body ?? null), total }
  },
})

/** Jira Cloud by REST API 3: requests and replies as jira.js knows them. */
export function cloudApi(config: JiraConfig, secrets: JiraSecrets, io: Io): JiraApi {
  const jira = jiraClient(config, secrets, io)
  return {
    site: siteOf(config),
    description: descriptionDocument,
    commentBody: commentDocument,
    assignee: (accountId) => ({ accountId }),
    find: (jql) => find(jira, jql),
    ...issuesOf(jira),
    transitions: async (issueIdOrKey) => {
      const asked = { issueIdOrKey, expand: 'transitions.fields' }
      return (await getTransitions(jira('transitions'), asked)).transitions ?? []
    },
    move: async (issueIdOrKey, id, fields) => {
      const filled = Object.keys(fields).length > 0 ? { fields } : {}
      await doTransition(jira('transition'), { issueIdOrKey, transition: { id }, ...filled })
    },
    statuses: (projectIdOrKey) => getAllStatuses(jira('statuses'), { projectIdOrKey }),
    me: async () => {
      const { displayName, emailAddress, accountId } = await getCurrentUser(jira('check'))
      return { name: displayName ?? emailAddress, reply: { accountId, displayName } }
    },
    ...metaOf(jira),
  }
}
