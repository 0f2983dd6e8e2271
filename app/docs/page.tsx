import type { Metadata } from 'next'

import { DocsHeader } from '#app/docs/_components/docs-header.tsx'
import { ProblemList } from '#app/docs/_components/problem-list.tsx'
import { Reference } from '#app/docs/_components/reference.client.tsx'
import { settings } from '#lib/platform/config/settings.ts'

import './reference.css'

export const metadata: Metadata = { title: 'API docs' }

/** The API in words and to try, from what /api/openapi.json serves; the page itself reads nothing. */
export default function DocsPage() {
  return (
    <div className="flex h-dvh flex-col">
      <DocsHeader appName={settings().APP_NAME} />
      <div id="content" tabIndex={-1} className="min-h-0 flex-1 overflow-y-auto outline-none">
        <Reference>
          <button type="button" slot="nav-section">
            Errors
          </button>
          <div slot="custom-section">
            <ProblemList />
          </div>
        </Reference>
      </div>
    </div>
  )
}
