import type { Routes } from '../../core/route.js';

/** All routes of the VirtFusion Global API, by resource, each under its name: https://docs.virtfusion.com/api/ */
export const routes = {
  connection: {
    test: 'GET /connect',
  },
  hypervisors: {
    list: 'GET /compute/hypervisors',
    show: 'GET /compute/hypervisors/{hypervisorId}',
  },
  hypervisorGroups: {
    list: 'GET /compute/hypervisors/groups',
    show: 'GET /compute/hypervisors/groups/{hypervisorGroupId}',
    resources: 'GET /compute/hypervisors/groups/{hypervisorGroupId}/resources',
  },
  servers: {
    list: 'GET /servers',
    create: 'POST /servers',
    show: 'GET /servers/{serverId}',
    remove: 'DELETE /servers/{serverId}',
    build: 'POST /servers/{serverId}/build',
    changePackage: 'PUT /servers/{serverId}/package/{packageId}',
    changeOwner: 'PUT /servers/{serverId}/owner/{newOwnerId}',
    resetPassword: 'POST /servers/{serverId}/resetPassword',
    suspend: 'POST /servers/{serverId}/suspend',
    unsuspend: 'POST /servers/{serverId}/unsuspend',
    templates: 'GET /servers/{serverId}/templates',
    listOfUser: 'GET /servers/user/{userId}',
  },
  serverSettings: {
    rename: 'PUT /servers/{serverId}/modify/name',
    memory: 'PUT /servers/{serverId}/modify/memory',
    cpuCores: 'PUT /servers/{serverId}/modify/cpuCores',
    cpuThrottle: 'PUT /servers/{serverId}/modify/cpuThrottle',
    traffic: 'PUT /servers/{serverId}/modify/traffic',
    backupPlan: 'PUT /servers/{serverId}/backups/plan/{planId}',
    backupAccess: 'PUT /servers/{serverId}/backupManager/access',
    customXml: 'POST /servers/{serverId}/customXML',
  },
  vnc: {
    show: 'GET /servers/{serverId}/vnc',
    set: 'POST /servers/{serverId}/vnc',
  },
  serverNetwork: {
    addWhitelist: 'POST /servers/{serverId}/networkWhitelist',
    removeWhitelist: 'DELETE /servers/{serverId}/networkWhitelist',
    addIpv4Quantity: 'POST /servers/{serverId}/ipv4Qty',
    addIpv4: 'POST /servers/{serverId}/ipv4',
    removeIpv4: 'DELETE /servers/{serverId}/ipv4',
  },
  firewall: {
    show: 'GET /servers/{serverId}/firewall/{interface}',
    enable: 'POST /servers/{serverId}/firewall/{interface}/enable',
    disable: 'POST /servers/{serverId}/firewall/{interface}/disable',
    apply: 'POST /servers/{serverId}/firewall/{interface}/rules',
  },
  traffic: {
    show: 'GET /servers/{serverId}/traffic',
    listBlocks: 'GET /servers/{serverId}/traffic/blocks',
    addBlock: 'POST /servers/{serverId}/traffic/blocks',
    removeBlock: 'DELETE /servers/{serverId}/traffic/blocks/{blockId}',
  },
  power: {
    boot: 'POST /servers/{serverId}/power/boot',
    shutdown: 'POST /servers/{serverId}/power/shutdown',
    restart: 'POST /servers/{serverId}/power/restart',
    poweroff: 'POST /servers/{serverId}/power/poweroff',
  },
  ipBlocks: {
    list: 'GET /connectivity/ipblocks',
    show: 'GET /connectivity/ipblocks/{blockId}',
    addRange: 'POST /connectivity/ipblocks/{blockId}/ipv4',
  },
  backups: {
    list: 'GET /backups/server/{serverId}',
  },
  dns: {
    show: 'GET /dns/services/{serviceId}',
  },
  media: {
    iso: 'GET /media/iso/{isoId}',
    packageTemplates: 'GET /media/templates/fromServerPackageSpec/{serverPackageId}',
  },
  packages: {
    list: 'GET /packages',
    show: 'GET /packages/{packageId}',
  },
  queue: {
    show: 'GET /queue/{queueId}',
  },
  sshKeys: {
    add: 'POST /ssh_keys',
    show: 'GET /ssh_keys/{keyId}',
    remove: 'DELETE /ssh_keys/{keyId}',
    listOfUser: 'GET /ssh_keys/user/{userId}',
  },
  users: {
    create: 'POST /users',
    show: 'GET /users/{extRelationId}/byExtRelation',
    modify: 'PUT /users/{extRelationId}/byExtRelation',
    remove: 'DELETE /users/{extRelationId}/byExtRelation',
    resetPassword: 'POST /users/{extRelationId}/byExtRelation/resetPassword',
    loginTokens: 'POST /users/{extRelationId}/authenticationTokens',
    serverLoginTokens: 'POST /users/{extRelationId}/serverAuthenticationTokens/{serverId}',
  },
  selfService: {
    currencies: 'GET /selfService/currencies',
    addCredit: 'POST /selfService/credit/byUserExtRelationId/{extRelationId}',
    cancelCredit: 'DELETE /selfService/credit/{creditId}',
    addHourlyGroupProfile: 'POST /selfService/hourlyGroupProfile/byUserExtRelationId/{extRelationId}',
    removeHourlyGroupProfile: 'DELETE /selfService/hourlyGroupProfile/{profileId}/byUserExtRelationId/{extRelationId}',
    addResourceGroupProfile: 'POST /selfService/resourceGroupProfile/byUserExtRelationId/{extRelationId}',
    removeResourceGroupProfile:
      'DELETE /selfService/resourceGroupProfile/{profileId}/byUserExtRelationId/{extRelationId}',
    setHourlyResourcePack: 'PUT /selfService/hourlyResourcePack/byUserExtRelationId/{extRelationId}',
    modifyAccess: 'PUT /selfService/access/byUserExtRelationId/{extRelationId}',
  },
  resourcePacks: {
    add: 'POST /selfService/resourcePack/byUserExtRelationId/{extRelationId}',
    show: 'GET /selfService/resourcePack/{packId}',
    modify: 'PUT /selfService/resourcePack/{packId}',
    remove: 'DELETE /selfService/resourcePack/{packId}',
    suspendServers: 'POST /selfService/resourcePackServers/{packId}/suspend',
    unsuspendServers: 'POST /selfService/resourcePackServers/{packId}/unsuspend',
    removeServers: 'DELETE /selfService/resourcePackServers/{packId}',
  },
  usage: {
    show: 'GET /selfService/usage/byUserExtRelationId/{extRelationId}',
    hourlyStats: 'GET /selfService/hourlyStats/byUserExtRelationId/{extRelationId}',
    report: 'GET /selfService/report/byUserExtRelationId/{extRelationId}',
  },
} as const satisfies Routes;
