// A program of its own, so that the bundler stays in nobody's memory. Argument: the folder to write to.
import { bundlePrograms } from '#scripts/processes/bundle-programs.ts'

const [folder] = process.argv.slice(2)
if (!folder) throw new Error('usage: build-programs.ts FOLDER')
await bundlePrograms(folder)
