using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.TestSupport.Steps;

/// <summary>How tests start a backtest and wait for it.</summary>
internal static class BacktestSteps
{
    /// <summary>Drafts a version.</summary>
    public static async Task<string> Drafted(this TestShop shop, object content) =>
        (await shop.Post("/v1/plans", new { content })).Must(201).Text("planId");

    /// <summary>Starts a backtest of the first days.</summary>
    public static async Task<string> Backtest(this TestShop shop, string planId) =>
        (await shop.Post("/v1/commissions/backtests", new { planId, from = Day(1), to = Day(4, 9) })).Must(202)
            .Text("backtestId");

    /// <summary>Starts one with tiers re-evaluated by a list, or by the shop's own.</summary>
    public static async Task<string> Reevaluate(
        this TestShop shop, string planId, object[]? tierList = null, DateTimeOffset? from = null) =>
        (await shop.Post("/v1/commissions/backtests", new
        {
            planId,
            from = from ?? Day(1),
            to = Day(4, 9),
            tiers = "reevaluated",
            tierList,
        })).Must(202).Text("backtestId");

    /// <summary>Waits until a backtest has ended.</summary>
    public static async Task<Answer> Ended(this TestShop shop, string backtestId)
    {
        for (var tries = 0; ; tries++)
        {
            var shown = (await shop.Get($"/v1/commissions/backtests/{backtestId}")).Must(200);
            if (shown.Text("status") is not ("waiting" or "running")) return shown;
            if (tries > 1_500) throw new InvalidOperationException($"It never ended: {shown.Body}");
            await Task.Delay(20);
        }
    }

    /// <summary>Waits for the report.</summary>
    public static async Task<Answer> Backtested(this TestShop shop, string backtestId)
    {
        await shop.Ended(backtestId);
        return (await shop.Get($"/v1/commissions/backtests/{backtestId}/report")).Must(200);
    }
}
