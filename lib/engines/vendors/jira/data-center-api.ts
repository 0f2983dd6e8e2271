import { z } from 'zod'

import type { JiraApi } from '#lib/engines/vendors/jira/api.ts'
import { jiraClient, siteOf } from '#lib/engines/vendors/jira/client.ts'
import { shownFields } from '#lib/engines/vendors/jira/issue.ts'
import type { JiraConfig, JiraSecrets } from '#lib/engines/vendors/jira/settings.ts'
import { wikiComment, wikiDescription } from '#lib/engines/vendors/jira/wiki.ts'
import type { Io } from '#lib/engines/vendors/types.ts'

const base = '/rest/api/2'
const onPage = 100

const Total = z.number().default(0)
const Found = z.object({ issues: z.array(z.unknown()).default([]), total: Total })
const Created = z.object({ key: z.string() })
const Comments = z.object({
  comments: z.array(z.object({ body: z.unknown() })).default([]),
  total: Total,
})
const Transitions = z.object({ transitions: z.array(z.unknown()).default([]) })
const Me = z.object({ name: z.string().optional(), displayName: z.string().optional() })
const Types = z.object({
  values: z.array(
    z.object({ id: z.string(), name: z.string(), subtask: z.boolean().default(false) }),
  ),
  total: Total,
})
const Fields = z.object({
  values: z.array(
    z.object({
      fieldId: z.string(),
      name: z.string(),
      required: z.boolean(),
      hasDefaultValue: z.boolean().default(false),
      allowedValues: z.array(z.object({ name: z.string() })).catch([]),
    }),
  ),
  total: Total,
})

type Ask = <T>(
  operation: string,
  request: {
    method?: 'GET' | 'POST' | 'PUT'
    /** below the address of the API */
    path: string
    query?: Record<string, unknown>
    body?: unknown
    reply: z.ZodType<T>
  },
) => Promise<T>

function asker(config: JiraConfig, secrets: JiraSecrets, io: Io): Ask {
  const jira = jiraClient(config, secrets, io)
  return (operation, { method = 'GET', path, query, body, reply }) =>
    jira(operation).sendRequest({
      url: `${base}${path}`,
      method,
      ...(query && { searchParams: query }),
      ...(body !== undefined && { body }),
      schema: reply,
    })
}

const nothing = z.undefined()

const metaOf = (ask: Ask): Pick<JiraApi, 'issueTypes' | 'createFields'> => ({
  issueTypes: async (project, startAt) => {
    const { values, total } = await ask('create_meta', {
      path: `/issue/createmeta/${project}/issuetypes`,
      query: { startAt, maxResults: onPage },
      reply: Types,
    })
    return { found: values, total }
  },
  createFields: async (project, type, startAt) => {
    const { values, total } = await ask('create_meta', {
      path: `/issue/createmeta/${project}/issuetypes/${type}`,
      query: { startAt, maxResults: onPage },
      reply: Fields,
    })
    const found = values.map(({ fieldId, name, required, hasDefaultValue, allowedValues }) => ({
      id: fieldId,
      name,
      required: required && !hasDefaultValue,
      names: allowedValues.map((value) => value.name),
    }))
    return { found, total }
  },
})

const issuesOf = (
  ask: Ask,
): Pick<JiraApi, 'find' | 'create' | 'read' | 'edit' | 'addComment' | 'comments'> => ({
  find: async (jql) => {
    const body = { jql, fields: shownFields, startAt: 0, maxResults: 1 }
    const request = { method: 'POST', path: '/search', body, reply: Found } as const
    return (await ask('find_issue', request)).issues[0] ?? null
  },
  create: async (fields) => {
    const request = { method: 'POST', path: '/issue', body: { fields }, reply: Created } as const
    return (await ask('create_issue', request)).key
  },
  read: (key) =>
    ask('get_issue', {
      path: `/issue/${key}`,
      query: { fields: shownFields },
      reply: z.unknown(),
    }),
  edit: (key, fields, labels) =>
    ask('update_issue', {
      method: 'PUT',
      path: `/issue/${key}`,
      body: {
        fields,
        ...(labels.length > 0 && { update: { labels: labels.map((add) => ({ add })) } }),
      },
      reply: nothing,
    }),
  addComment: async (key, body) => {
    const path = `/issue/${key}/comment`
    await ask('comment', { method: 'POST', path, body: { body }, reply: z.unknown() })
  },
  comments: async (key, startAt) => {
    const { comments, total } = await ask('comments', {
      path: `/issue/${key}/comment`,
      query: { startAt, maxResults: onPage, orderBy: '-created' },
      reply: Comments,
    })
    return { found: comments.map(({ body }) => body), total }
  },
})

/** Jira Data Center by REST API 2: a personal access token, wiki markup, people by their user names. */
export function dataCenterApi(config: JiraConfig, secrets: JiraSecrets, io: Io): JiraApi {
  const ask = asker(config, secrets, io)
  return {
    site: siteOf(config),
    description: wikiDescription,
    commentBody: wikiComment,
    assignee: (name) => ({ name }),
    ...issuesOf(ask),
    transitions: async (key) => {
      const path = `/issue/${key}/transitions`
      const query = { expand: 'transitions.fields' }
      return (await ask('transitions', { path, query, reply: Transitions })).transitions
    },
    move: (key, id, fields) =>
      ask('transition', {
        method: 'POST',
        path: `/issue/${key}/transitions`,
        body: { transition: { id }, ...(Object.keys(fields).length > 0 && { fields }) },
        reply: nothing,
      }),
    statuses: (project) =>
      ask('statuses', { path: `/project/${project}/statuses`, reply: z.unknown() }),
    me: async () => {
      const { name, displayName } = await ask('check', { path: '/myself', reply: Me })
      return { name: displayName ?? name, reply: { name, displayName } }
    },
    ...metaOf(ask),
  }
}
