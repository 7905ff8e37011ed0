using System.Text;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace SocialCommerce.ApiTests.Flows.Orders;

/// <summary>
/// Orders and refunds mutated at random, from a seed that is printed: never a 500, and books that agree.
/// </summary>
public sealed class OrderFuzzTests(TestApi api) : IClassFixture<TestApi>
{
    private const int Rounds = 300;

    private static readonly string[] Odd =
    [
        "null", "[]", "{}", "0", "-1", "1", "2", "1e30", "0.5", "9223372036854775807", "9223372036854775808", "\"\"",
        "true", "\"\\u0000\"", "\"GBP\"", "\"1\"", "\"2010-12-05T08:00:00Z\"", "\"2999-12-31T23:59:59Z\"",
        "\"9999-12-31T23:59:59.9999999Z\"", "\"1900-01-01T00:00:00-14:00\"", "\"o\"", "1000000000000", "1000000000001",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(20_101_201)]
    public async Task A_mutated_order_or_refund_never_fails_and_the_books_agree(int seed)
    {
        var random = new Random(seed);
        var shop = await (await api.NewShop()).WithMainJobPlan();
        await shop.MakePartner("b", TestShop.Day(1));
        await shop.Bind("c", "b");
        (await shop.Order("o", "c", TestShop.Day(2), 100_000, 50_000)).Must(201);
        var taken = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var refund = round % 3 == 0;
            var json = Mutate(random, (refund ? ValidBodies.Refund : ValidBodies.Order)
                .Replace("\"new-", $"\"{round}-", StringComparison.Ordinal));
            var path = refund
                ? $"/v1/orders/{(random.Next(2) == 0 ? "o" : $"{random.Next(Rounds)}-order")}/refunds"
                : "/v1/orders";
            var answer = await shop.Send(HttpMethod.Post, path, json, []);
            answer.Status.ShouldBeOneOf(
                [201, 202, 400, 409, 422], $"seed {seed}, round {round}: {answer.Body}\n{json}");
            if (answer.Status < 300) taken++;
        }
        taken.ShouldBeInRange(Rounds / 10, Rounds * 9 / 10, "some are good, some are not");
        (await shop.FailedChecks()).ShouldBeEmpty($"seed {seed}");
    }

    private static string Mutate(Random random, string json)
    {
        for (var times = random.Next(3); times > 0; times--)
        {
            if (random.Next(4) == 0)
            {
                var bytes = new StringBuilder(json);
                bytes[random.Next(bytes.Length)] = (char)random.Next(1, 127);
                json = bytes.ToString();
                continue;
            }
            JsonNode? root;
            try
            {
                root = JsonNode.Parse(json);
            }
            catch (Exception error) when (error is System.Text.Json.JsonException or ArgumentException)
            {
                return json;
            }
            if (root is not JsonObject) return json;
            json = Replace(random, root);
        }
        return json;
    }

    private static string Replace(Random random, JsonNode root)
    {
        var node = root;
        while (true)
        {
            var count = node is JsonObject o ? o.Count : ((JsonArray)node).Count;
            if (count == 0) return root.ToJsonString();
            var at = random.Next(count);
            var child = node is JsonObject members ? members.ElementAt(at).Value : ((JsonArray)node)[at];
            if (child is JsonObject or JsonArray && random.Next(4) > 0)
            {
                node = child;
                continue;
            }
            if (node is JsonObject holder && random.Next(5) == 0) holder.Remove(holder.ElementAt(at).Key);
            else if (node is JsonArray list && random.Next(3) == 0) list.Add(child?.DeepClone());
            else if (node is JsonObject named) named[named.ElementAt(at).Key] = "@@here@@";
            else ((JsonArray)node)[at] = "@@here@@";
            return root.ToJsonString().Replace("\"@@here@@\"", Odd[random.Next(Odd.Length)], StringComparison.Ordinal);
        }
    }
}
