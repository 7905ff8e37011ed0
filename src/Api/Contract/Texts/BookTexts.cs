namespace SocialCommerce.Api.Contract.Texts;

/// <summary>Texts that fit the properties of books and statements; <see cref="SampleTexts"/> has the others.</summary>
internal static class BookTexts
{
    /// <summary>By the property's name, or `Owner.name`.</summary>
    public static readonly IReadOnlyDictionary<string, string> Fitting = new Dictionary<string, string>
    {
        ["legalName"] = "Lotus Skincare (Shanghai) Co., Ltd.",
        ["registrationNumber"] = "91310000MA1FL0000X",
        ["taxNumber"] = "91310000MA1FL0000X",
        ["address"] = "18 Huaihai Road, Shanghai",
        ["taxComputed"] = "atPayment",
        ["decisionId"] = "dcs_0000000000042",
        ["PreparedDecision.kind"] = "fraudRelease",
        ["PreparedDecision.status"] = "waiting",
        ["PreparedDecision.subjectId"] = "o-20260131-7",
        ["preparedBy"] = "li.na",
        ["endedBy"] = "wang.wei",
        ["customerIds"] = "c-1042",
        ["period"] = "2026-01",
        ["through"] = "2026-03",
        ["by"] = "kind",
        ["Document.kind"] = "refund",
        ["Document.id"] = "r-20260205-1",
        ["LateFact.event"] = "reversed",
        ["LateFact.from"] = "available",
        ["LateFact.to"] = "expense",
        ["LateSum.event"] = "reversed",
    };
}
