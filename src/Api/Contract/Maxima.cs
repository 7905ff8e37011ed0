using Microsoft.OpenApi;

namespace SocialCommerce.Api.Contract;

/// <summary>
/// The most that each list and each text of a request may hold, as validators and <see cref="Bounds"/> have it: by
/// `Owner.name`, or by name. A test sends one more of each.
/// </summary>
internal static class Maxima
{
    private const int Word = ValidationRules.MaxIdLength;
    private const int Date = 10;
    private const int Month = 7;
    private const int Line = 200;
    private const int Words = 500;
    private const int Key = 10_000;

    /// <summary>What is typed at a shop is taken, whatever its length, and cut: only the body bounds it.</summary>
    private const int Body = ApiSetup.MaxBodyBytes;

    private static readonly Dictionary<string, int> Texts = new()
    {
        ["month"] = Month,
        ["taxMonth"] = Month,
        ["issuedOn"] = Date,
        ["executionDate"] = Date,
        ["RecordPayeeInvoiceBody.periodStart"] = Date,
        ["RecordPayeeInvoiceBody.periodEnd"] = Date,
        ["currency"] = 3,
        ["defaultCountry"] = 2,
        ["bic"] = 11,
        ["mchId"] = 32,
        ["appId"] = 32,
        ["apiKey"] = 32,
        ["ReconcilePayoutsRow.transferNo"] = 32,
        ["identityNumber"] = Line,
        ["bank"] = 100,
        ["reason"] = Words,
        ["CancelPayoutBatchBody.reason"] = Line,
        ["CancelPayoutTransferBody.reason"] = Line,
        ["pauseReason"] = Line,
        ["note"] = Words,
        ["goal"] = Words,
        ["document"] = Words,
        ["VerifyPayeeBody.document"] = Line,
        ["ReconcilePayoutsCommand.document"] = Line,
        ["path"] = 1_000,
        ["description"] = Line,
        ["place"] = Line,
        ["carrier"] = Line,
        ["value"] = Line,
        ["name"] = Line,
        ["approvedBy"] = Line,
        ["legalName"] = Line,
        ["registrationNumber"] = Line,
        ["taxNumber"] = Line,
        ["address"] = Words,
        ["privateKey"] = Key,
        ["publicKey"] = Key,
        ["content"] = Body,
        ["Discount.code"] = Body,
        ["OrderContent.touchpoint"] = Body,
        ["OrderContent.inviteCode"] = Body,
        ["timeZone"] = Line,
    };

    private static readonly Dictionary<string, int> Lists = new()
    {
        ["lines"] = 5_000,
        ["lineIds"] = 5_000,
        ["paid"] = 5_000,
        ["products"] = 1_000,
        ["classes"] = 1_000,
        ["rungs"] = 1_000,
        ["PlanContent.rules"] = 50,
        ["PutMembershipSettingsBody.rules"] = 100,
        ["tiers"] = 50,
        ["tierList"] = 50,
        ["all"] = 20,
        ["any"] = 20,
        ["split"] = 100,
        ["privileges"] = 100,
        ["identities"] = 20,
        ["platformKeys"] = 10,
        ["addresses"] = 50,
    };

    /// <summary>Adds them to a property of a request.</summary>
    public static void Apply(OpenApiSchema schema, string owner, string name)
    {
        if (schema.Type is not { } type) return;
        if (type.HasFlag(JsonSchemaType.Array))
        {
            schema.MaxItems = Of(Lists, owner, name) ?? Bounds.OfList(name);
            if (schema.Items is OpenApiSchema { Format: null, Type: { } element } items
                && element.HasFlag(JsonSchemaType.String))
                items.MaxLength ??= Word;
        }
        if (type.HasFlag(JsonSchemaType.String) && schema.Format is null)
            schema.MaxLength = Of(Texts, owner, name) ?? Word;
    }

    private static int? Of(Dictionary<string, int> maxima, string owner, string name) =>
        maxima.TryGetValue($"{owner}.{name}", out var own) ? own
        : maxima.TryGetValue(name, out var any) ? any
        : null;
}
