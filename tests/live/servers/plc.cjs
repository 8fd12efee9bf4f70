// The directory of identities, in memory. Usage: node -r ./loopback.cjs plc.cjs FOLDER PORT
const { createRequire } = require('node:module')
const [folder, port] = process.argv.slice(2)
const plc = createRequire(folder + '/node_modules/')('@did-plc/server')
plc.PlcServer.create({ db: plc.Database.mock(), port: Number(port) })
  .start()
  .then(() => console.log('ready'))
process.stdin.on('end', () => process.exit(0)).resume()
