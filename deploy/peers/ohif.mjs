// Shows a study of an Orthanc in the OHIF viewer, with its segmentation, and takes a picture of it.
//
//     apt-get install chromium nodejs npm
//     npm install --prefix /tmp/peers puppeteer-core@24
//     cd /tmp/peers && npm pack @ohif/app@3.12.0 && tar xzf ohif-app-3.12.0.tgz
//     node deploy/peers/ohif.mjs /tmp/peers http://127.0.0.1:8042 e2enet:PASSWORD STUDY_INSTANCE_UID picture.png [SLICES_TO_GO_ON]
//
// The viewer is served here, with the archive's DICOMweb behind the same address. Exit status 1 where the segmentation does not come up.
import { createReadStream, existsSync, statSync } from 'node:fs'
import { createServer, request } from 'node:http'
import { extname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const [npm, archive, user, study, picture, slices] = process.argv.slice(2)
const dist = resolve(npm, 'package/dist')
const puppeteer = (await import(pathToFileURL(resolve(npm, 'node_modules/puppeteer-core/lib/esm/puppeteer/puppeteer-core.js')).href)).default
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm', '.svg': 'image/svg+xml',
    '.json': 'application/json', '.woff2': 'font/woff2', '.png': 'image/png' }
const PATIENCE_MILLIS = 120_000

const config = root => `window.config = {
  routerBasename: '/', extensions: [], modes: [], showStudyList: true, maxNumberOfWebWorkers: 2,
  showWarningMessageForCrossOrigin: false, showCPUFallbackMessage: false, strictZSpacingForVolumeViewport: true,
  disableConfirmationPrompts: true, defaultDataSourceName: 'archive',
  dataSources: [{ namespace: '@ohif/extension-default.dataSourcesModule.dicomweb', sourceName: 'archive', configuration: {
    friendlyName: 'archive', name: 'archive', qidoRoot: '${root}/dicom-web', wadoRoot: '${root}/dicom-web', wadoUriRoot: '${root}/wado',
    qidoSupportsIncludeField: true, imageRendering: 'wadors', thumbnailRendering: 'wadors', enableStudyLazyLoad: true,
    omitQuotationForMultipartRequest: true, bulkDataURI: { enabled: true } } }] }`

const server = createServer((asked, answer) => {
    const path = decodeURIComponent(new URL(asked.url, 'http://localhost').pathname)
    if (path.startsWith('/dicom-web/')) {
        const headers = { ...asked.headers, authorization: 'Basic ' + Buffer.from(user).toString('base64') }
        const passed = request(archive + asked.url, { method: asked.method, headers }, from => {
            answer.writeHead(from.statusCode, from.headers)
            from.pipe(answer)
        })
        passed.on('error', () => answer.writeHead(502).end())
        asked.pipe(passed)
        return
    }
    // Shared memory, which the viewer's volumes lie in, is for isolated pages alone.
    answer.setHeader('Cross-Origin-Opener-Policy', 'same-origin')
    answer.setHeader('Cross-Origin-Embedder-Policy', 'require-corp')
    if (path === '/app-config.js') {
        answer.setHeader('Content-Type', TYPES['.js'])
        answer.end(config(`http://localhost:${server.address().port}`))
        return
    }
    const file = join(dist, path)
    const found = file.startsWith(dist) && existsSync(file) && statSync(file).isFile() ? file : join(dist, 'index.html')
    answer.setHeader('Content-Type', TYPES[extname(found)] ?? 'application/octet-stream')
    createReadStream(found).pipe(answer)
})
await new Promise(ready => server.listen(0, '127.0.0.1', ready))

const browser = await puppeteer.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist'],
    defaultViewport: { width: 1400, height: 900 }
})
let good = false
try {
    const page = await browser.newPage()
    page.on('pageerror', failure => console.error('page:', failure.message))
    page.on('console', line => line.type() === 'error' && console.error('console:', line.text().slice(0, 300)))
    await page.goto(`http://localhost:${server.address().port}/viewer?StudyInstanceUIDs=${study}`, { timeout: PATIENCE_MILLIS })
    // The viewer's tour and its notice lie over everything.
    const away = setInterval(() => page.$$eval('button', buttons => buttons
        .filter(button => /^(Skip all|Confirm and hide)$/.test(button.innerText.trim())).forEach(button => button.click())).catch(() => {}), 1000)
    // Objects without a picture of their own: the segmentation.
    const seg = await page.waitForSelector('[data-cy="study-browser-thumbnail-no-image"]', { timeout: PATIENCE_MILLIS })
    await page.waitForSelector('canvas', { timeout: PATIENCE_MILLIS })
    await new Promise(drawn => setTimeout(drawn, 8000))
    await seg.click({ clickCount: 2 })
    await new Promise(drawn => setTimeout(drawn, 10_000))
    const yes = await page.$('[data-cy="yes-hydrate-btn"]')
    await yes?.click()
    const panel = await page.waitForSelector('[data-cy^="panelSegmentation"][data-cy$="-btn"]', { timeout: PATIENCE_MILLIS })
    await panel.click()
    await page.waitForSelector('[data-cy="data-row"]', { timeout: PATIENCE_MILLIS })
    console.log('segments:', await page.$$eval('[data-cy="data-row"]', rows => rows.map(row => row.innerText.replace(/\s+/g, ' '))))
    for (let slice = 0; slice < Number(slices ?? 0); slice++) {
        await page.keyboard.press('ArrowDown')
    }
    await new Promise(drawn => setTimeout(drawn, 8000))
    clearInterval(away)
    good = true
} catch (failure) {
    console.error(failure.message)
} finally {
    const pages = await browser.pages()
    await pages.at(-1).screenshot({ path: picture })
    await browser.close()
    server.close()
}
process.exit(good ? 0 : 1)
