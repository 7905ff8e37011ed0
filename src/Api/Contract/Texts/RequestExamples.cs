namespace SocialCommerce.Api.Contract.Texts;

/// <summary>An example of every request; a test reads each as the API would and validates it.</summary>
internal static class RequestExamples
{
    private const string Plan = """
        {"content": {"payDepth": 2, "holdDays": 15, "minimumPayout": 10000, "rules": [{"ruleId": "level",
          "kind": "level", "rates": [{"depth": 1, "tier": "T1", "bps": 1000},
            {"depth": 2, "tier": "T1", "bps": 300}]}]}}
        """;

    private const string EveryKind = """
        {"content": {"payDepth": 2, "holdDays": 15, "minimumPayout": 10000, "netOfTax": true, "rules": [
          {"ruleId": "climb", "kind": "differential", "floorBps": 10000,
            "rates": [{"tier": "T1", "bps": 1000}, {"tier": "T2", "bps": 2000}]},
          {"ruleId": "peers", "kind": "peer", "bps": 500, "of": "bonus", "generations": 1},
          {"ruleId": "card", "kind": "level", "products": ["gold-card"], "firstOrders": 1, "monthsFromBinding": 12,
            "rates": [{"depth": 1, "tier": "T1", "unitMinor": 2000}, {"depth": 1, "tier": "T2", "unitMinor": 3000}]},
          {"ruleId": "thanks", "kind": "peerOnce", "amountMinor": 50000},
          {"ruleId": "tops", "kind": "dividend", "poolBps": 200, "tier": "T2", "share": "teamSales", "teamDepth": 2},
          {"ruleId": "task", "kind": "project"}]}}
        """;

    private const string Operator = """{"name": "Li Na", "roles": ["operator", "support"]}""";

    private static readonly Dictionary<string, string> Known = new()
    {
        ["createShop"] = """
            {"name": "Lotus Skincare", "currency": "CNY", "timeZone": "Asia/Shanghai", "mode": "sandbox",
             "jurisdiction": "CN", "clock": {"mode": "follow"}}
            """,
        ["createApiKey"] = """
            {"name": "Shop backend", "scopes": ["orders:write", "membership:read"], "addresses": ["203.0.113.0/24"]}
            """,
        ["rollApiKey"] = """{"overlapHours": 24}""",
        ["putShopOperator"] = Operator,
        ["putOperator"] = Operator,
        ["putShopIssuer"] = """
            {"legalName": "Lotus Skincare (Shanghai) Co., Ltd.", "registrationNumber": "91310000MA1FL0000X",
             "address": "18 Huaihai Road, Shanghai", "taxNumber": "91310000MA1FL0000X"}
            """,
        ["setClock"] = """{"now": "2026-02-28T16:00:00Z"}""",
        ["createCustomer"] = """{"customerId": "c-1042"}""",
        ["putProduct"] = """
            {"name": "Renewal serum 30 ml", "class": "skincare", "rung": "member", "role": "consumption",
             "commissionableValue": {"amount": 15000, "currency": "CNY"}}
            """,
        ["recordPaidOrder"] = """
            {"orderId": "o-20260131-7", "customerId": "c-1042", "paidAt": "2026-01-31T09:30:00Z",
             "lines": [{"lineId": "1", "productId": "p-serum", "quantity": 2,
               "unitPrice": {"amount": 19900, "currency": "CNY"},
               "discounts": [{"amount": {"amount": 2000, "currency": "CNY"}, "fundedBy": "merchant",
                 "code": "SPRING"}], "tax": {"amount": 4349, "currency": "CNY"}}],
             "shipping": {"amount": 1000, "currency": "CNY"}, "tax": {"amount": 4464, "currency": "CNY"},
             "tenders": [{"kind": "wallet", "amount": {"amount": 38800, "currency": "CNY"}}]}
            """,
        ["simulateCommission"] = """
            {"customerId": "c-1042", "lines": [{"lineId": "1", "productId": "p-serum", "quantity": 2,
               "unitPrice": {"amount": 19900, "currency": "CNY"}}]}
            """,
        ["startBacktest"] = """
            {"planId": "pln_0000000000042", "from": "2026-01-01T00:00:00Z", "to": "2026-02-01T00:00:00Z", "top": 20,
             "tiers": "reevaluated", "tierList": [{"tierId": "T1", "name": "Partner",
               "conditions": {"metric": "directBuyers", "atLeast": 3}}]}
            """,
        ["cancelBacktest"] = """{"reason": "The draft was the wrong one"}""",
        ["applyForPartnership"] = """{"customerId": "c-1042", "note": "I run a beauty parlour"}""",
        ["decideApplication"] = """{"approve": true, "reason": "Interviewed on 2026-01-20"}""",
        ["recordShipment"] = """{"shippedAt": "2026-02-01T02:00:00Z"}""",
        ["recordCompletion"] = """{"completedAt": "2026-02-04T08:00:00Z", "lineIds": ["1"]}""",
        ["amendOrder"] = """
            {"amendmentId": "am-20260201-1", "amendedAt": "2026-02-01T01:00:00Z",
             "lines": [
               {"lineId": "1", "productId": "p-serum", "quantity": 3,
                "unitPrice": {"amount": 19900, "currency": "CNY"}},
               {"lineId": "2", "productId": "p-mask", "quantity": 1, "unitPrice": {"amount": 9900, "currency": "CNY"}}],
             "tenders": [{"kind": "wallet", "amount": {"amount": 70600, "currency": "CNY"}}],
             "reason": "The buyer called to add a mask"}
            """,
        ["refundOrder"] = """
            {"refundId": "r-20260205-1", "refundedAt": "2026-02-05T03:00:00Z",
             "lines": [{"lineId": "1", "quantity": 1, "amount": {"amount": 18900, "currency": "CNY"}}],
             "reason": "Damaged in transit"}
            """,
        ["cancelRefund"] = """{"cancelledAt": "2026-02-07T03:00:00Z", "reason": "The bank sent it back"}""",
        ["resolveWaitingEvent"] = """
            {"action": "attach", "orderId": "o-20260131-7", "reason": "The channel sent its own order number"}
            """,
        ["putOrderSettings"] = """{"refundToleranceMinor": 5, "tenderToleranceMinor": 5, "netOfTax": true}""",
        ["openAfterSale"] = """{"caseId": "as-118", "openedAt": "2026-02-05T03:00:00Z", "lineIds": ["1"]}""",
        ["closeAfterSale"] = """{"closedAt": "2026-02-09T03:00:00Z"}""",
        ["openChargeback"] = """{"chargebackId": "cb-118", "openedAt": "2026-02-05T03:00:00Z"}""",
        ["decideChargeback"] = """{"outcome": "won", "decidedAt": "2026-03-05T03:00:00Z"}""",
        ["openDispute"] = """
            {"disputeId": "dsp-31", "reason": "The buyer took three, not two", "statementId":
             "stm_20260131160000000000_1d7a4f0c2b9e8a65", "lineNo": 2}
            """,
        ["answerDispute"] = """
            {"outcome": "upheld", "note": "You are right; the third one is credited", "adjustmentId": "adj-2026-02-7"}
            """,
        ["createAccrualStop"] = """
            {"accrualStopId": "brk-7", "scope": "person", "target": "c-1001",
             "reason": "Complaints are being looked into"}
            """,
        ["putFraudPolicy"] = """
            {"threshold": 100, "selfReferral": 100, "sharedPayer": 60, "velocity": 40, "velocityOrders": 10,
             "velocityHours": 24, "wash": 40, "washOrders": 3, "washDays": 30}
            """,
        ["decideFraudCase"] = """{"action": "release", "reason": "Mother and daughter, one phone"}""",
        ["addIdentities"] = """
            {"identities": [{"kind": "phone", "value": "+86 138 0000 0000"}, {"kind": "payer", "value": "wx-o7Ab"}]}
            """,
        ["releaseAccrualStop"] = """{"action": "book", "reason": "Nothing was wrong"}""",
        ["putTouchpoint"] = """
            {"class": "place", "name": "Poster at the counter", "place": "Shanghai, Huaihai Road", "carrier": "poster",
             "inviterId": "c-1001"}
            """,
        ["recordScan"] = """{"customerId": "c-1042", "scannedAt": "2026-01-30T11:00:00Z"}""",
        ["putTouchpointSettings"] = """{"attributionDays": 30}""",
        ["putMemberTier"] = """
            {"name": "Gold", "rank": 2, "growthFrom": 100000, "validityDays": 365, "memberProducts": ["p-gold-card"],
             "privileges": [{"code": "member-price", "kind": "price", "name": "Member price", "value": "95%"}]}
            """,
        ["putMembershipSettings"] = """
            {"pointsPerUnitBps": 100, "growthPerUnitBps": 100,
             "rules": [{"classes": ["skincare"], "rungs": ["member"], "pointsPerUnitBps": 200,
               "growthPerUnitBps": 150}],
             "afterRefund": {"productTier": "end", "growthTier": "keep"},
             "giftCards": {"earn": "whenUsed", "classes": ["gift-card"]}}
            """,
        ["shareDividends"] = """{"month": "2026-01"}""",
        ["openProject"] = """
            {"projectId": "trial-events-june", "content": {"ruleId": "task", "goal": "10 trial events by 30 June",
             "deadline": "2026-06-30T16:00:00Z", "amount": {"amount": 500000, "currency": "CNY"}, "target": 10,
             "payment": "proRata", "split": [{"customerId": "c-1001", "bps": 6000},
               {"customerId": "c-1002", "bps": 4000}]}}
            """,
        ["acceptProject"] = """{"achieved": 8, "reason": "Eight events with their lists of guests"}""",
        ["cancelProject"] = """{"reason": "The venue was closed"}""",
        ["putReferralSettings"] = """{"houseAccount": "c-1000"}""",
        ["putIdentitySettings"] = """{"defaultCountry": "CN", "ignoreMailAliases": true}""",
        ["claimGuest"] = """{"customerId": "c-1042"}""",
        ["bindReferral"] = """{"customerId": "c-1042", "referrerId": "c-1001"}""",
        ["createInviteCode"] = """{"customerId": "c-1001"}""",
        ["putPartnerTiers"] = """
            {"tiers": [{"tierId": "T1", "name": "Partner", "conditions": {"metric": "ownNetSpend", "atLeast": 20000}},
              {"tierId": "T2", "name": "Senior partner", "conditions": {"all": [
                 {"metric": "directBuyers", "atLeast": 3},
                 {"metric": "teamNetSales", "atLeast": 300000, "depth": 2}]}},
              {"tierId": "T3", "name": "Leading partner", "conditions": {"any": [
                 {"metric": "teamNetSales", "atLeast": 3000000},
                 {"metric": "directPartners", "tier": "T2", "atLeast": 3}]}}]}
            """,
        ["approvePartner"] = """{"approvedBy": "li.na"}""",
        ["createPlan"] = Plan,
        ["putPlan"] = EveryKind,
        ["publishPlan"] = """
            {"effectiveFrom": "2026-02-01T00:00:00Z", "acknowledgements": [
              {"ruleId": "G01", "path": "#/content/payDepth", "reason": "Approved by counsel on 2026-01-12"}]}
            """,
        ["putPublishingPolicy"] = """{"fourEyes": true}""",
        ["recordTraining"] = """{"trainingId": "onboarding", "passedAt": "2026-01-20T03:00:00Z"}""",
        ["putPayoutSettings"] = """
            {"accountPauseDays": 3, "taxMode": "cnLaborPerMonth", "agreementVersion": "2026-1",
             "wechatTransferCap": 20000,
             "manualMinimum": 1000, "invoiceRequired": true,
             "debtor": {"name": "Lotus Skincare Ltd", "account": "6222020200998877665", "bic": "ICBKCNBJSHI"}}
            """,
        ["registerPayee"] = """
            {"customerId": "c-1042", "kind": "person", "name": "李娜", "identityNumber": "11010519900307123X"}
            """,
        ["verifyPayee"] = """{"document": "Identity card seen on 2026-01-12", "ofAge": true, "notBarred": true}""",
        ["acceptAgreement"] = """
            {"version": "2026-1", "acceptedAt": "2026-01-12T08:00:00Z", "ip": "203.0.113.7"}
            """,
        ["proposeAccount"] = """{"channel": "manual", "account": "6222020200112233445", "bank": "ICBC Shanghai"}""",
        ["recordPayeeInvoice"] = """
            {"invoiceNo": "2026-0118", "amount": {"amount": 250000, "currency": "CNY"}, "issuedOn": "2026-02-03",
             "tax": {"amount": 14151, "currency": "CNY"}, "periodStart": "2026-01-01", "periodEnd": "2026-01-31"}
            """,
        ["voidPayeeInvoice"] = """{"reason": "Entered with the wrong amount"}""",
        ["requestTaxRemittance"] = """
            {"remittanceId": "tax-2026-01", "month": "2026-01", "amount": {"amount": 48000, "currency": "CNY"},
             "paidAt": "2026-02-12T02:00:00Z", "document": "Receipt 3310260212000118"}
            """,
        ["decideTaxRemittance"] = """{"approve": true, "note": "Seen on the receipt of 2026-02-12"}""",
        ["replacePayoutBatchFile"] = """
            {"format": "pain001", "replaces": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
             "reason": "The bank was closed on the day", "executionDate": "2026-02-16"}
            """,
        ["approveAccount"] = """{"masked": "…3445"}""",
        ["createPayoutBatch"] = """{"channel": "manual", "periodEnd": "2026-01-31T16:00:00Z"}""",
        ["approvePayoutBatch"] = """{"total": {"amount": 250000, "currency": "CNY"}}""",
        ["cancelPayoutBatch"] = """{"reason": "The bank is closed"}""",
        ["cancelPayoutTransfer"] = """{"reason": "Entered for the wrong month"}""",
        ["reportPayoutReturn"] = """
            {"net": {"amount": 233600, "currency": "CNY"}, "reason": "Account closed", "document": "ICBC return 0212-7"}
            """,
        ["decidePayoutReturn"] = """{"approve": true, "note": "Seen on the bank statement of 2026-02-12"}""",
        ["recordPayoutResults"] = """
            {"content": "transferNo,amountMinor,result,reference,reason\\r\\nsc7k2m9p4q0000,233600,paid,B1,\\r\\n"}
            """,
        ["renewPayout"] = """{"transferNo": "sc7k2m9p4q0000000000000000"}""",
        ["reconcilePayouts"] = """
            {"channel": "wechat", "document": "Fund transfer of 2026-01-12", "paid": [
              {"transferNo": "sc7k2m9p4q0000000000000000", "customerId": "c-1042",
               "net": {"amount": 14400, "currency": "CNY"}, "tax": {"amount": 1600, "currency": "CNY"}}]}
            """,
        ["decidePayoutReconciliation"] = """{"approve": true, "note": "Seen in the fund transfer of 2026-01-12"}""",
        ["putWechatChannel"] = """
            {"mchId": "1900000109", "appId": "wx8888888888888888", "serialNo": "5157F09EFDC096DE",
             "privateKey": "-----BEGIN PRIVATE KEY-----…", "apiKey": "0123456789abcdef0123456789abcdef",
             "platformKeys": [{"serial": "PUB_KEY_ID_0119000001092026", "publicKey": "-----BEGIN PUBLIC KEY-----…"}],
             "postType": "推广员", "explanation": "推广佣金"}
            """,
        ["suspendPartner"] = """{"reason": "Complaints about the samples, under investigation"}""",
        ["reactivatePartner"] = """{"reason": "The complaints were unfounded"}""",
        ["resignPartner"] = """{"reason": "At the partner's own wish"}""",
        ["requestAdjustment"] = """
            {"adjustmentId": "adj-2026-02-1", "customerId": "c-1001", "kind": "repayment",
             "amount": {"amount": 1500, "currency": "CNY"}, "reason": "Debt of January paid by bank transfer",
             "document": "BOC 20260205-118"}
            """,
        ["decideAdjustment"] = """{"approve": true, "note": "Seen on the bank's statement"}""",
        ["putPaymentLimits"] = """
            {"adjustmentMinor": 500000, "projectMinor": 2000000, "profitBps": 3000, "releaseMinor": 20000}
            """,
        ["closeMonth"] = """{"month": "2026-01"}""",
        ["signMonth"] = """{"hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}""",
        ["putChartOfAccounts"] = """{"accounts": [{"account": "expense", "number": "6601.03"}]}""",
        ["runSettlement"] = """{"month": "2026-02"}""",
    };

    /// <summary>The example of an operation.</summary>
    public static string Of(string operationId) => Known.TryGetValue(operationId, out var example)
        ? example
        : throw new InvalidOperationException($"Add an example of the request of {operationId}.");
}
