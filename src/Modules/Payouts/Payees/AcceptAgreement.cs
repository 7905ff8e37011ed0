using System.Net;
using SocialCommerce.Payouts.Settings;

namespace SocialCommerce.Payouts.Payees;

/// <summary>
/// Records which version of the agreement, plan included, a payee was shown and accepted, when and from which address;
/// the first acceptance is kept. Where the law requires proof, the address is mandatory.
/// </summary>
internal static class AcceptAgreement
{
    /// <summary>What was accepted.</summary>
    /// <param name="Version" example="2026-1">The shop's name of the version.</param>
    /// <param name="AcceptedAt">When; absent: now.</param>
    /// <param name="Ip" example="203.0.113.7">The address from which it was accepted, IPv4 or IPv6.</param>
    /// <param name="TextHash" example="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08">
    /// SHA-256 of the text shown, 64 hexadecimal digits.
    /// </param>
    public sealed record Body(
        string Version, DateTimeOffset? AcceptedAt = null, string? Ip = null, string? TextHash = null);

    /// <summary>The payee, and the accepted agreement; repeating the request changes nothing.</summary>
    public sealed record Command(string PayeeId, Body Body) : IRequest<Payee>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/payees/{payeeId}/agreements", (
                string payeeId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(payeeId, body), cancel))
            .Describe(
                "acceptAgreement", "Payees", "Record an accepted agreement",
                "Records which version of the partner agreement a payee was shown and accepted, when and from which "
                    + "IP address. The first acceptance of a version is kept; sending it again changes nothing. "
                    + "Where the jurisdiction requires proof of acceptance, a request without `ip` is refused.")
            .Example("""{"version": "2026-1", "acceptedAt": "2026-01-12T08:00:00Z", "ip": "203.0.113.7"}""")
            .Scope(Scopes.PayoutsWrite).ForBackends(Roles.Support)
            .Problems(
                PayeeProblems.PayeeNotFound, PayeeProblems.AddressMissing, ShopProblems.TimeInFuture,
                CommonProblems.ValidationFailed, CommonProblems.SealedValueUnreadable);

    internal sealed class Validator : AbstractValidator<Command>
    {
        private const int HashLength = 64;

        public Validator()
        {
            RuleFor(c => c.Body.Version).MerchantId();
            RuleFor(c => c.Body.Ip).Must(ip => IPAddress.TryParse(ip, out _)).When(c => c.Body.Ip is not null)
                .WithErrorCode("IP_INVALID").WithMessage("An IPv4 or IPv6 address.");
            RuleFor(c => c.Body.TextHash).Characters("0-9a-f", HashLength, HashLength)
                .When(c => c.Body.TextHash is not null)
                .WithErrorCode("HASH_INVALID").WithMessage("A SHA-256 has 64 hexadecimal digits, in lower case.");
        }
    }

    internal sealed class Handler(Db db, Caller caller, PayoutContext context)
        : IRequestHandler<Command, Payee>
    {
        public Task<Payee> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, async transaction =>
            {
                var key = Payee.KeyOf(command.PayeeId);
                var reads = transaction.Batch();
                var state = reads.ShopState(transaction.ShopId);
                var found = reads.Rows<long>(FindSql, new { shop = transaction.ShopId, key });
                await reads.Run(cancel);
                if (found.List.Count == 0) throw PayeeProblems.PayeeNotFound.For(command.PayeeId);
                var now = state.First!.Now(caller.Shop, context.Time);
                if (command.Body.Ip is null && context.Guard.Of(caller.Shop, now).WantsRecord)
                    throw PayeeProblems.AddressMissing.Because("ip is required in this jurisdiction.", "#/ip");
                var acceptedAt = command.Body.AcceptedAt ?? now;
                state.First.ResolveEventTime(caller.Shop, context.Time, acceptedAt, "#/acceptedAt");

                var writes = transaction.Batch();
                writes.Do(AcceptSql, new
                {
                    shop = transaction.ShopId,
                    key,
                    command.Body.Version,
                    acceptedAt,
                    command.Body.Ip,
                    command.Body.TextHash,
                    now,
                });
                var payees = writes.Payouts.Payees(context.Vault, caller, [key]);
                await writes.Commit(cancel);
                return payees()[0];
            }, cancel);
    }

    private const string FindSql = "select payee_key from payees where shop_id = @shop and payee_key = @key";

    private const string AcceptSql = """
        insert into payee_agreements (shop_id, payee_key, version, accepted_at, ip, text_hash, recorded_at)
        values (@shop, @key, @version, @acceptedAt, @ip, @textHash, @now)
        on conflict (shop_id, payee_key, version) do nothing
        """;
}
