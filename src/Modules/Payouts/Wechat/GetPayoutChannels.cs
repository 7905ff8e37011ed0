using SocialCommerce.Payouts.Channels;

namespace SocialCommerce.Payouts.Wechat;

/// <summary>Gets the channels of a shop, without their secrets.</summary>
internal static class GetPayoutChannels
{
    /// <summary>Asks which channels are set up.</summary>
    public sealed record Query : IRequest<PayoutChannels>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/payout-channels", (IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(), cancel))
            .Describe(
                "getPayoutChannels", "Payouts", "Get the payout channels",
                "Returns the channels through which a batch can be paid, and the WeChat merchant without its secrets "
                    + "if one is set up.")
            .Scope(Scopes.PayoutsRead);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, PayoutChannels>
    {
        public async Task<PayoutChannels> Handle(Query query, CancellationToken cancel) => PayoutChannels.Of(
            (await db.Read(caller.Shop.Id, batch => batch.Payouts.WechatChannel(caller.Shop.Id), cancel)).First);
    }
}
