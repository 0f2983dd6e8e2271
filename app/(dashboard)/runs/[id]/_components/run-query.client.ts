'use client'

import { queryOptions } from '@tanstack/react-query'
import type { z } from 'zod'

import { RunView } from '#lib/runs/schema.ts'

/** What a GET of our own API answers. Throws for anything but success, and for another form. */
export async function read<T>(url: string, schema: z.ZodType<T>, signal: AbortSignal): Promise<T> {
  const response = await fetch(url, { signal })
  if (!response.ok) throw new Error(`${url}: HTTP ${response.status}`)
  return schema.parse(await response.json())
}

/** The run, as everything on its page reads it: asked once for all of them. */
export const runQuery = (initialRun: RunView) =>
  queryOptions({
    queryKey: ['runs', initialRun.id, 'summary'],
    queryFn: ({ signal }) => read(`/api/v1/runs/${initialRun.id}`, RunView, signal),
    initialData: initialRun,
  })
