import { amlrHigherRisk } from '../packs/amlr-higher-risk';
import { amlrOtherCustomers } from '../packs/amlr-other-customers';
import { australiaBankingAct } from '../packs/australia-banking-act';
import { awsSecurityHub8 } from '../packs/aws-security-hub-8';
import { awsSecurityHub22 } from '../packs/aws-security-hub-22';
import { californiaDeposit } from '../packs/california-deposit';
import { californiaDigitalAssets } from '../packs/california-digital-assets';
import { canadaBankAct } from '../packs/canada-bank-act';
import { cisAlibabaConsole } from '../packs/cis-alibaba-console';
import { cisAwsUnusedCredentials } from '../packs/cis-aws-unused-credentials';
import { cisControls51 } from '../packs/cis-controls-51';
import { cisControls53 } from '../packs/cis-controls-53';
import { cisM365Guests } from '../packs/cis-m365-guests';
import { cisOciUnusedCredentials } from '../packs/cis-oci-unused-credentials';
import { cisOracleInactiveTime } from '../packs/cis-oracle-inactive-time';
import { cisSnowflakeUsers } from '../packs/cis-snowflake-users';
import { cjis } from '../packs/cjis';
import { cmmcIdentifiers } from '../packs/cmmc-identifiers';
import { cmsConsumer } from '../packs/cms-consumer';
import { cmsWorkforce } from '../packs/cms-workforce';
import { cnilOnlineAccounts } from '../packs/cnil-online-accounts';
import { dcsaDaapm } from '../packs/dcsa-daapm';
import { delawareDeposit } from '../packs/delaware-deposit';
import { disaStigOkta } from '../packs/disa-stig-okta';
import { disaStigOs } from '../packs/disa-stig-os';
import { dodOdp171r3 } from '../packs/dod-odp-171r3';
import { doraReview } from '../packs/dora-review';
import { entraInactive } from '../packs/entra-inactive';
import { fedrampHigh } from '../packs/fedramp-high';
import { fedrampHighReview } from '../packs/fedramp-high-review';
import { fedrampHighTemporary } from '../packs/fedramp-high-temporary';
import { fedrampLowReview } from '../packs/fedramp-low-review';
import { fedrampModerate } from '../packs/fedramp-moderate';
import { fedrampModerateReview } from '../packs/fedramp-moderate-review';
import { fedrampModerateTemporary } from '../packs/fedramp-moderate-temporary';
import { franceEckert } from '../packs/france-eckert';
import { githubDormant } from '../packs/github-dormant';
import { gitlabDormant } from '../packs/gitlab-dormant';
import { googleAccount } from '../packs/google-account';
import { googleServiceAccounts } from '../packs/google-service-accounts';
import { hkmaHighRisk } from '../packs/hkma-high-risk';
import { ibmCloudInactive } from '../packs/ibm-cloud-inactive';
import { illinoisVirtualCurrency } from '../packs/illinois-virtual-currency';
import { irelandDormant } from '../packs/ireland-dormant';
import { ismPrivileged } from '../packs/ism-privileged';
import { ismRevalidation } from '../packs/ism-revalidation';
import { ismUnprivileged } from '../packs/ism-unprivileged';
import { luxembourgInactive } from '../packs/luxembourg-inactive';
import { mangopayInactive } from '../packs/mangopay-inactive';
import { microsoftAccount } from '../packs/microsoft-account';
import { nercQuarterly } from '../packs/nerc-quarterly';
import { newYorkDeposit } from '../packs/new-york-deposit';
import { nigeriaDormant } from '../packs/nigeria-dormant';
import { nist171r3 } from '../packs/nist-171r3';
import { nistAc23 } from '../packs/nist-ac-23';
import { njSism } from '../packs/nj-sism';
import { nseInactiveTrading } from '../packs/nse-inactive-trading';
import { nydfsReview } from '../packs/nydfs-review';
import { openssfStaleMember } from '../packs/openssf-stale-member';
import { pciDss724 } from '../packs/pci-dss-724';
import { pciDss826 } from '../packs/pci-dss-826';
import { rbiDeaFund } from '../packs/rbi-dea-fund';
import { rbiInoperative } from '../packs/rbi-inoperative';
import { rbiKycHigh } from '../packs/rbi-kyc-high';
import { rbiKycLow } from '../packs/rbi-kyc-low';
import { rbiKycMedium } from '../packs/rbi-kyc-medium';
import { salesforceRecipe } from '../packs/salesforce-recipe';
import { uaeDormant } from '../packs/uae-dormant';
import { ukCass } from '../packs/uk-cass';
import { ukDormantAssets } from '../packs/uk-dormant-assets';
import { vermontDeposit } from '../packs/vermont-deposit';
import { limitsOf, type RegulationLimit } from './limits';
import type { Pack } from './pack';

/** Every pack, sorted by id. */
export const packs: readonly Pack[] = [
  uaeDormant,
  ismUnprivileged,
  ismRevalidation,
  ismPrivileged,
  australiaBankingAct,
  awsSecurityHub22,
  awsSecurityHub8,
  canadaBankAct,
  cisAlibabaConsole,
  cisAwsUnusedCredentials,
  cisControls51,
  cisControls53,
  cisM365Guests,
  cisOciUnusedCredentials,
  cisOracleInactiveTime,
  cisSnowflakeUsers,
  cjis,
  cmmcIdentifiers,
  cmsConsumer,
  cmsWorkforce,
  cnilOnlineAccounts,
  dcsaDaapm,
  disaStigOs,
  disaStigOkta,
  dodOdp171r3,
  doraReview,
  entraInactive,
  amlrHigherRisk,
  amlrOtherCustomers,
  fedrampHighTemporary,
  fedrampHigh,
  fedrampHighReview,
  fedrampLowReview,
  fedrampModerateTemporary,
  fedrampModerate,
  fedrampModerateReview,
  franceEckert,
  githubDormant,
  gitlabDormant,
  googleAccount,
  googleServiceAccounts,
  hkmaHighRisk,
  ibmCloudInactive,
  irelandDormant,
  nseInactiveTrading,
  rbiDeaFund,
  rbiInoperative,
  rbiKycHigh,
  rbiKycLow,
  rbiKycMedium,
  luxembourgInactive,
  mangopayInactive,
  microsoftAccount,
  nercQuarterly,
  nigeriaDormant,
  nist171r3,
  nistAc23,
  njSism,
  nydfsReview,
  openssfStaleMember,
  pciDss724,
  pciDss826,
  salesforceRecipe,
  ukCass,
  ukDormantAssets,
  californiaDeposit,
  californiaDigitalAssets,
  delawareDeposit,
  illinoisVirtualCurrency,
  newYorkDeposit,
  vermontDeposit,
];

/** The limits of every pack, for a lint (P3). */
export const limits: readonly RegulationLimit[] = /* @__PURE__ */ packs.flatMap(limitsOf);
