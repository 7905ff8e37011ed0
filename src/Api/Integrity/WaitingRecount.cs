using SocialCommerce.Api.Flows;
using SocialCommerce.Commissions;
using SocialCommerce.Kernel;
using SocialCommerce.Ladder;

namespace SocialCommerce.Api.Integrity;

/// <summary>
/// Holds every event that waits for a known order against that order as it is: what fits it waits needlessly. And a
/// chargeback that waited and was applied is one of the order to which it was applied.
/// </summary>
internal static class WaitingRecount
{
    private const int PerTrip = 100;

    /// <summary>What was found.</summary>
    public static async Task<List<Finding>> Of(Work work)
    {
        var findings = new List<Finding>();
        for (long after = 0; findings.Count < Audits.Shown;)
        {
            var listing = work.Batch();
            var page = listing.EventsToRecount(work.ShopId, after, PerTrip);
            await listing.Run(work.Cancel);
            if (page.List.Count == 0) break;
            after = page.List[^1].EventKey;
            var batch = work.Batch();
            var looked = page.List.ConvertAll(one => new Looked(batch, work.ShopId, one));
            await batch.Run(work.Cancel);
            findings.AddRange(looked.Select(one => one.Finding()).OfType<Finding>());
        }
        return findings;
    }

    /// <summary>An event and the order that it names, read without a lock.</summary>
    private sealed class Looked
    {
        private readonly WaitingEventRow _event;
        private readonly Rows<OrderState> _order;
        private readonly Rows<LineState> _lines;
        private readonly Rows<AfterSaleRow> _cases;
        private readonly Rows<KnownRefund> _refund;
        private readonly Rows<Chargeback> _chargeback;
        private readonly Rows<KnownAmendment> _amendment;
        private readonly Rows<OrderContents.LineRow> _rows;

        public Looked(Batch batch, long shopId, WaitingEventRow one)
        {
            _event = one;
            _order = batch.CarryOrder(shopId, one.AppliedTo ?? one.OrderId);
            _lines = batch.LineStates(shopId);
            _cases = batch.AfterSales(shopId);
            _refund = batch.FindRefund(shopId, one.ReferenceId ?? "");
            _chargeback = batch.Chargeback(shopId, one.ReferenceId ?? "");
            _amendment = batch.FindAmendment(shopId, one.ReferenceId ?? "");
            _rows = batch.CarriedOrder(shopId).Lines;
        }

        private OrderState Order => _order.First!;

        public Finding? Finding()
        {
            var subject = $"event {_event.EventId}";
            if (!_event.Waits)
                return IsApplied() ? null : new Finding(subject, $"{_event.Kind} of {Order.OrderId} has no effect");
            try
            {
                Fit();
                return new Finding(subject, $"{_event.Kind} waits ({_event.Reason}) and fits order {Order.OrderId}");
            }
            catch (Refused)
            {
                return null;
            }
        }

        private bool IsApplied() => _chargeback.First is { } now && now.OrderId == Order.OrderId
            && (_event.Kind == EventKinds.Chargeback ? now.OpenedAt : now.DecidedAt) == _event.OccurredAt;

        /// <exception cref="Refused">The event does not fit.</exception>
        private void Fit()
        {
            switch (_event.Kind)
            {
                case EventKinds.Amendment:
                    if (_amendment.First is not null)
                        throw Refused.Conflict("ID_TAKEN", "An amendment has this id.");
                    AmendReading.Check(_rows.List, Json.Read<OrderAmendment>(_event.Content));
                    break;
                case EventKinds.Refund:
                    if (_refund.First is not null || _chargeback.First is not null)
                        throw Refused.Conflict("ID_TAKEN", "Something else has the refund's id.");
                    var measured = RefundRules.Measure(
                        Order, _lines.List, Json.Read<RefundContent>(_event.Content), toleranceMinor: 0);
                    if (measured.Misfit is { } misfit) throw misfit.ToRefused();
                    break;
                case EventKinds.RefundCancellation:
                    CancelRefund.Check(Order.OrderId, _refund.First, _chargeback.First is not null);
                    break;
                case EventKinds.Shipment or EventKinds.Completion:
                    var report = FulfilOrder.Command.Of(_event, Order.OrderId);
                    Fulfilment.Of(Order, _lines.List, report.Kind, report.At, report.LineIds);
                    break;
                case EventKinds.AfterSale or EventKinds.AfterSaleClosure:
                    var known = _cases.List.Find(one => one.CaseId == _event.ReferenceId)?.ToCase();
                    AfterSaleDecision.Next(
                        Order, _lines.List, known, OpenAfterSale.Command.Of(_event, Order.OrderId), false);
                    break;
                default:
                    if (_event.Kind == EventKinds.Chargeback && _refund.First is not null)
                        throw Refused.Conflict("ID_TAKEN", "A refund has the chargeback's id.");
                    ChargebackStep.Next(
                        Order, _chargeback.First, ChargeBack.Command.Of(_event, Order.OrderId));
                    break;
            }
        }
    }
}
