using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace SocialCommerce.Api.Contract;

/// <summary>Examples of answers, built from their schemas with values that fit the properties' names.</summary>
internal static class Samples
{
    private const int Deepest = 8;

    private static readonly Dictionary<string, string> Fitting = new()
    {
        ["customerId"] = "c-1042",
        ["referrerId"] = "c-1001",
        ["beneficiaryId"] = "c-1001",
        ["boundTo"] = "c-1001",
        ["inviterId"] = "c-1001",
        ["orderId"] = "o-20260131-7",
        ["productId"] = "p-serum",
        ["lineId"] = "1",
        ["refundId"] = "r-20260205-1",
        ["touchpointId"] = "poster-42",
        ["tierId"] = "gold",
        ["tier"] = "T1",
        ["memberTier"] = "gold",
        ["ruleId"] = "level",
        ["rule"] = "level",
        ["otherPlanId"] = "pln_0000000000043",
        ["trainingId"] = "onboarding",
        ["training"] = "onboarding",
        ["recordedBy"] = "li.na",
        ["draftedBy"] = "li.na",
        ["publishedBy"] = "wang.fang",
        ["profile"] = "CN-1",
        ["severity"] = "flag",
        ["GuardFinding.ruleId"] = "G01",
        ["Acknowledged.ruleId"] = "G01",
        ["Acknowledgement.ruleId"] = "G01",
        ["path"] = "#/content/payDepth",
        ["words"] = "2 levels above the buyer are paid.",
        ["change"] = "Set payDepth to 1 and leave out the rates of deeper levels.",
        ["GuardFinding.source"] = "Decree 444, art. 7",
        ["ShowGuardRule.source"] = "Decree 444, art. 7",
        ["ShowGuardRule.ruleId"] = "G01",
        ["ShowGuardResult.version"] = "CN-1",
        ["actsOn"] = "plan",
        ["PlanDifference.path"] = "holdDays",
        ["PlanDifference.before"] = "15",
        ["PlanDifference.after"] = "30",
        ["PlanDifference.words"] = "Commission matures 15 days later than before.",
        ["planId"] = "pln_0000000000042",
        ["statementId"] = "stm_0000000000042",
        ["operatorId"] = "li.na",
        ["operatorName"] = "Li Na",
        ["ManageOperatorsOperator.name"] = "Li Na",
        ["ManageOperatorsBody.name"] = "Li Na",
        ["changeId"] = "chg_0000000000042",
        ["id"] = "pln_0000000000042",
        ["ListChangesItem.kind"] = "plan",
        ["ListChangesItem.reason"] = "Approved by the board",
        ["shopId"] = "shp_0000000000042",
        ["keyId"] = "key_0000000000042",
        ["key"] = "sk_test_42_7d0c4b6c0a",
        ["currency"] = "CNY",
        ["timeZone"] = "Asia/Shanghai",
        ["jurisdiction"] = "CN",
        ["mode"] = "follow",
        ["name"] = "Gold",
        ["rung"] = "member",
        ["role"] = "consumption",
        ["class"] = "skincare",
        ["basis"] = "netPaid",
        ["selfPurchase"] = "none",
        ["compression"] = "none",
        ["returnPolicy"] = "carryDebt",
        ["fundedBy"] = "merchant",
        ["source"] = "order",
        ["status"] = "applied",
        ["metric"] = "directBuyers",
        ["pointer"] = "#/lines/0/productId",
        ["inviteCode"] = "K7XQ2M9P",
        ["code"] = "K7XQ2M9P",
        ["If-Match"] = "\"3\"",
        ["reason"] = "Damaged in transit",
        ["from"] = "T1",
        ["to"] = "T2",
        ["nextCursor"] = "fjIw",
        ["cursor"] = "fjIw",
        ["detail"] = "Everything agrees.",
        ["title"] = "Unprocessable Content",
        ["traceId"] = "4bf92f3577b34da6a3ce929d0e0e4736",
        ["type"] = "https://socialcommerce.example/problems/validation-failed",
        ["month"] = "2026-01",
        ["hash"] = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        ["previousHash"] = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
        ["scope"] = "ladder:write",
        ["CreateShopCommand.name"] = "Lotus Skincare",
        ["CreateShopResult.name"] = "Lotus Skincare",
        ["CreateApiKeyBody.name"] = "Shop backend",
        ["CreateApiKeyResult.name"] = "Shop backend",
        ["ManageApiKeysItem.name"] = "Shop backend",
        ["Product.name"] = "Renewal serum 30 ml",
        ["PutProductContent.name"] = "Renewal serum 30 ml",
        ["Touchpoint.name"] = "Poster at the counter",
        ["PutTouchpointContent.name"] = "Poster at the counter",
        ["PartnerTier.name"] = "Senior partner",
        ["Privilege.name"] = "Member price",
        ["Privilege.code"] = "member-price",
        ["Privilege.value"] = "95%",
        ["place"] = "Shanghai, Huaihai Road",
        ["touchpoint"] = "P4SLT9Q2",
        ["Problem.code"] = "VALIDATION_FAILED",
        ["ProblemError.code"] = "ID_INVALID",
        ["Problem.detail"] = "The request breaks a rule.",
        ["OrderWarning.code"] = "unknownInviteCode",
        ["ProblemError.detail"] = "An id has 1 to 64 characters, without control characters.",
        ["Discount.code"] = "SPRING",
        ["description"] = "A sample to take home",
        ["movementId"] = "mov_0000000000042",
        ["entryId"] = "pts_0000000000042",
        ["exact"] = "3999/2",
        ["units"] = "2",
        ["rounding"] = "halfToEven",
        ["subject"] = "o-20260131-7",
        ["topRung"] = "low",
        ["nextRung"] = "member",
        ["event"] = "order",
        ["cause"] = "numbers",
        ["refusal"] = "REFUND_EXCEEDS_ORDER",
        ["ListTouchpointsItem.code"] = "P4SLT9Q2",
        ["Touchpoint.code"] = "P4SLT9Q2",
        ["approvedBy"] = "li.na",
        ["promotedTo"] = "T1",
        ["kind"] = "level",
        ["carrier"] = "poster",
    };

    /// <summary>An example of a schema.</summary>
    public static JsonNode? Of(OpenApiDocument document, IOpenApiSchema schema, string name = "", int depth = 0)
    {
        if (schema is OpenApiSchemaReference reference)
            return Of(document, document.Components!.Schemas![reference.Reference.Id!], name, depth + 1);
        if (schema.Items is { } items)
        {
            // What holds others of its kind ends somewhere.
            return depth > Deepest ? new JsonArray() : new JsonArray(Of(document, items, Singular(name), depth + 1));
        }
        if (schema.Properties is not { Count: > 0 } properties)
            return schema.AdditionalProperties is { } values && depth <= Deepest
                ? new JsonObject { ["key"] = Of(document, values, "value", depth + 1) ?? "value" }
                : schema.Examples?.FirstOrDefault()?.DeepClone() ?? Scalar(schema, name);
        var example = new JsonObject();
        foreach (var (key, property) in properties)
            if (depth < Deepest || schema.Required?.Contains(key) == true)
                example[key] = Of(document, property, key, depth + 1);
        return Consistent(example);
    }

    /// <summary>An example of a text, number or truth value.</summary>
    public static JsonNode? Scalar(IOpenApiSchema schema, string name)
    {
        if (schema.Type is not { } type) return null;
        var owned = Fitting.GetValueOrDefault(name);
        name = name.Split('.')[^1];
        if (schema.Enum is { Count: > 0 } words) return words[0]?.DeepClone();
        if (type.HasFlag(JsonSchemaType.Boolean)) return name is not "hasMore";
        if (type.HasFlag(JsonSchemaType.Integer)) return Number(name);
        if (type.HasFlag(JsonSchemaType.Number)) return 1.5;
        if (!type.HasFlag(JsonSchemaType.String)) return null;
        if (schema.Format == "date-time")
            return name is "maturesAt" or "periodEnd" ? "2026-02-28T16:00:00Z" : "2026-01-31T09:30:00Z";
        return owned ?? Fitting.GetValueOrDefault(name, "example");
    }

    private static JsonNode Number(string name) => name switch
    {
        "amount" => 1999,
        "status" => 422,
        "depth" or "rank" or "quantity" or "version" or "fulfilled" => 1,
        "limit" => 20,
        "payDepth" or "maxDepth" => 2,
        "holdDays" or "autoCompleteDays" => 15,
        "attributionDays" => 30,
        "orderCapBps" => 10_000,
        _ when name.EndsWith("Bps", StringComparison.Ordinal) || name == "bps" => 1000,
        _ => 3,
    };

    /// <summary>What belongs together agrees.</summary>
    private static JsonObject Consistent(JsonObject example)
    {
        if (example.ContainsKey("nextCursor") && example.ContainsKey("hasMore")) example["nextCursor"] = null;
        // A condition is one of three things.
        if (example.ContainsKey("metric") && example.ContainsKey("all") && example.ContainsKey("any"))
            return new JsonObject { ["metric"] = "directBuyers", ["atLeast"] = 3 };
        return example;
    }

    private static string Singular(string name) => name switch
    {
        "scopes" => "scope",
        "memberProducts" or "products" => "productId",
        _ => name.TrimEnd('s'),
    };
}
