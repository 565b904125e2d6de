/** The vendor's client carries no types: here are those of what the story uses, and of nothing else. */
declare module '@nexgencloud/hyperstack-sdk-javascript' {
  /** A model as the client makes it from an answer: dates are `Date`s, numbers are numbers. */
  // biome-ignore lint/suspicious/noExplicitAny: the client itself knows no types
  type Parsed = any;
  type Call = (...input: readonly unknown[]) => Promise<Parsed>;

  export class ApiClient {
    constructor(basePath?: string);
    readonly authentications: { readonly apiKey: { apiKey?: string } };
    static parseDate(text: string): Date;
  }

  class Api {
    constructor(client: ApiClient);
  }
  export class AccessKeysApi extends Api {
    createAccessKeyEndpoint: Call;
    listAccessKeysEndpoint: Call;
    deleteAccessKeyEndpoint: Call;
  }
  export class BucketsApi extends Api {
    listBucketsEndpoint: Call;
    retrieveBucketEndpoint: Call;
    deleteBucketEndpoint: Call;
  }
  export class RegionsApi extends Api {
    listRegionsEndpoint: Call;
  }
  export class HealthApi extends Api {
    healthzEndpoint: Call;
  }
  export class RegionApi extends Api {
    listRegions: Call;
  }
  export class FlavorApi extends Api {
    listFlavors: Call;
  }
  export class ImageApi extends Api {
    listImages: Call;
  }
  export class StockApi extends Api {
    getGPUStock: Call;
  }
  export class PricebookApi extends Api {
    getPricebook: Call;
  }
  export class CalculateApi extends Api {
    calculateResourceBillingRate: Call;
  }
  export class EnvironmentApi extends Api {
    createEnvironment: Call;
    listEnvironments: Call;
    deleteEnvironment: Call;
  }
  export class KeypairApi extends Api {
    importKeyPair: Call;
    deleteKeyPair: Call;
  }
  export class VirtualMachineApi extends Api {
    createVMs: Call;
    getVM: Call;
    listVMs: Call;
    stopVM: Call;
    startVM: Call;
    hibernateVM: Call;
    restoreVMFromHibernation: Call;
    deleteVM: Call;
  }
  export class FloatingIpApi extends Api {
    attachPublicIPToVM: Call;
    detachPublicIPFromVM: Call;
  }
  export class VolumeApi extends Api {
    createVolume: Call;
    getVolume: Call;
    deleteVolume: Call;
  }
  export class VolumeAttachmentApi extends Api {
    attachVolumesToVM: Call;
    detachVolumesFromVM: Call;
  }
  export class CreditApi extends Api {
    getUserCredit: Call;
  }
  export class BillingApi extends Api {
    listBucketBillingHistory: Call;
    getBucketBillingHistory: Call;
    bucketsBillingHistoryHourlyChart: Call;
    listServerlessInferenceBillingHistory: Call;
    getServerlessInferencesBillingHistory: Call;
    getFineTuningBillingHistory: Call;
    getDataSynthesisHistoryForResource: Call;
    getImageGenerationHistoryForResource: Call;
    getResourceModelEvaluationBillingHistory: Call;
    getUsage: Call;
    getLastDayCost: Call;
    getUserBillingHistory: Call;
    getVMBillingHistory: Call;
    getVMBillingDetails: Call;
    getVMBillingEvents: Call;
    getVMSubResourceGraph: Call;
    getVolumeBillingDetails: Call;
  }
}
