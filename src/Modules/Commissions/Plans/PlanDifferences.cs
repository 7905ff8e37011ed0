using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using SocialCommerce.Commissions.Terms;

namespace SocialCommerce.Commissions.Plans;

/// <summary>Compares two versions of a plan; pure.</summary>
internal static class PlanDifferences
{
    private static readonly string[] KeyParts = ["ruleId", "depth", "tier"];

    /// <summary>Every difference, in the order of the first version's parts.</summary>
    public static IReadOnlyList<PlanDifference> Of(PlanContent before, PlanContent after) =>
        [.. Between(Node(before), Node(after), "", "")];

    private static JsonNode? Node(PlanContent content) => JsonSerializer.SerializeToNode(content, Json.Options);

    private static IEnumerable<PlanDifference> Between(JsonNode? before, JsonNode? after, string path, string about)
    {
        switch (before, after)
        {
            case (JsonObject x, JsonObject y):
                return x.Select(part => part.Key).Union(y.Select(part => part.Key))
                    .SelectMany(name => Between(x[name], y[name], path.Length == 0 ? name : $"{path}.{name}", about));
            case (JsonArray x, JsonArray y) when IsKeyed(x) && IsKeyed(y):
                var (olds, news) = (ByKey(x), ByKey(y));
                return olds.Keys.Union(news.Keys).SelectMany(key => Between(
                    olds.GetValueOrDefault(key), news.GetValueOrDefault(key), $"{path}[{key}]",
                    Told(about, (JsonObject)(olds.GetValueOrDefault(key) ?? news[key]))));
            default:
                return JsonNode.DeepEquals(before, after) ? [] :
                [
                    new PlanDifference(
                        path, before?.ToJsonString(Json.Options), after?.ToJsonString(Json.Options),
                        Words(path, about, before, after)),
                ];
        }
    }

    private static bool IsKeyed(JsonArray list) =>
        list.All(element => element is JsonObject one && Key(one).Length > 0);

    private static Dictionary<string, JsonNode> ByKey(JsonArray list) =>
        list.ToDictionary(element => Key((JsonObject)element!), element => element!, StringComparer.Ordinal);

    private static string Key(JsonObject element) =>
        string.Join(", ", KeyParts.Select(part => element[part]?.ToString()).Where(part => part is not null));

    /// <summary>Describes an element without its context: <c>level, depth 1, T1</c>.</summary>
    private static string Told(string about, JsonObject element)
    {
        var parts = KeyParts.Where(part => element[part] is not null)
            .Select(part => part == "depth" ? $"depth {element[part]}" : element[part]!.ToString());
        return string.Join(", ", about.Length == 0 ? parts : parts.Prepend(about));
    }

    private static string? Words(string path, string about, JsonNode? before, JsonNode? after) =>
        path.Split('.')[^1] switch
        {
            "payDepth" => $"{after} levels above the buyer are paid instead of {before}.",
            "holdDays" => $"Commission matures {Later(before, after)} than before.",
            "autoCompleteDays" => $"A line that nobody completes is completed {Later(before, after)} than before.",
            "orderCapBps" => $"An order costs at most {Percent(after)} instead of {Percent(before)}.",
            "minimumPayout" => $"Balances below {after} are carried forward; it was {before}, in minor units.",
            "bps" => $"{about}: {Percent(after)} instead of {Percent(before)}.",
            "floorBps" => $"{about}: keeps {Percent(after)} of the floor instead of {Percent(before)}.",
            "unitMinor" => $"{about}: {Amount(after)} instead of {Amount(before)}.",
            "from" => $"{about}: {Dated("begins", after)}; before: {Dated("begins", before)}.",
            "until" => $"{about}: {Dated("ends", after)}; before: {Dated("ends", before)}.",
            "budget" => $"{about}: pays at most {Most(after)} instead of {Most(before)}.",
            "firstOrders" => $"{about}: pays for {First(after)} instead of {First(before)}.",
            "daysFromBinding" => $"{about}: pays {Within(after, "days")} instead of {Within(before, "days")}.",
            "monthsFromBinding" => $"{about}: pays {Within(after, "months")} instead of {Within(before, "months")}.",
            "generations" => $"{about}: {after ?? 1} peers in a row are paid instead of {before ?? 1}.",
            "netOfTax" => $"The tax that prices include {(after is null ? "counts" : "does not count")} as paid.",
            "basis" or "selfPurchase" or "compression" or "returnPolicy" => $"{after} instead of {before}.",
            var part when part.StartsWith("rates[", StringComparison.Ordinal) => Rate(about, before, after),
            var part when part.StartsWith("rules[", StringComparison.Ordinal) =>
                before is null ? $"Rule '{about}' pays from now on." : $"Rule '{about}' pays no longer.",
            _ => null,
        };

    private static string Rate(string about, JsonNode? before, JsonNode? after) => before is null
        ? $"{about}: {Worth(after!)} instead of nothing."
        : $"{about}: nothing instead of {Worth(before)}.";

    private static string Worth(JsonNode rate) => rate["bps"] is { } bps ? Percent(bps) : Amount(rate["unitMinor"]);

    private static string Amount(JsonNode? minor) => minor is null ? "nothing" : $"{minor} for each unit";

    private static string Dated(string verb, JsonNode? time) => time is null ? $"never {verb}" : $"{verb} at {time}";

    private static string Most(JsonNode? minor) => minor is null ? "any sum" : $"{minor} minor units";

    private static string First(JsonNode? orders) =>
        orders is null ? "every order of a buyer" : $"a buyer's first {orders} orders";

    private static string Within(JsonNode? time, string unit) =>
        time is null ? "however long ago the buyer was bound" : $"up to {time} {unit} after the binding";

    private static string Later(JsonNode? before, JsonNode? after)
    {
        var days = after!.GetValue<int>() - before!.GetValue<int>();
        return days > 0 ? $"{days} days later" : $"{-days} days earlier";
    }

    private static string Percent(JsonNode? bps) => bps is null
        ? "nothing"
        : string.Create(CultureInfo.InvariantCulture, $"{bps.GetValue<int>() / 100m:0.##} %");
}
