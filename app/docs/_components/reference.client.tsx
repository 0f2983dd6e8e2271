'use client'

import { createElement, useEffect, useState, type ReactNode } from 'react'

type Loading = 'loading' | 'ready' | 'failed'

/** The hash of an address that a problem names as its `type`, as `/docs#problem-conflict`. */
const isProblem = (hash: string) => /^#problem-[a-z_]+$/.test(hash)

async function showProblem(hash: string, element: Element | null): Promise<void> {
  element?.setAttribute('explorer-location', 'section--1')
  // The section is shown a moment later, once the description has been read.
  for (let frame = 0; frame < 300; frame++) {
    await new Promise(requestAnimationFrame)
    const problem = document.getElementById(hash.slice(1))
    if (problem && problem.getClientRects().length > 0)
      return problem.scrollIntoView({ block: 'center' })
  }
}

/**
 * The reference of the API with search and a console that sends requests. `children` are shown inside it as a section of
 * their own, and alone while it loads or where it cannot run.
 */
export function Reference({ children }: { children: ReactNode }) {
  const [loading, setLoading] = useState<Loading>('loading')
  useEffect(() => {
    // 220 kB that no other page needs.
    import('openapi-explorer/dist/browser/openapi-explorer.min.js').then(
      () => setLoading('ready'),
      () => setLoading('failed'),
    )
  }, [])
  useEffect(() => {
    const follow = () => {
      const { hash } = window.location
      if (isProblem(hash)) void showProblem(hash, document.querySelector('openapi-explorer'))
    }
    if (loading === 'ready') follow()
    window.addEventListener('hashchange', follow)
    return () => window.removeEventListener('hashchange', follow)
  }, [loading])
  return (
    <>
      {loading !== 'ready' && (
        <p role="status" className="text-muted-foreground px-4 py-6 sm:px-6">
          {loading === 'loading'
            ? 'Loading the API reference…'
            : 'The API reference could not be loaded. Reload the page to try again.'}
        </p>
      )}
      {createElement(
        'openapi-explorer',
        {
          ...(loading === 'ready' && { 'spec-url': '/api/openapi.json' }),
          'hide-server-selection': 'true',
          'fetch-credentials': 'same-origin',
          collapse: 'true',
          'schema-expand-level': '2',
        },
        children,
      )}
    </>
  )
}
